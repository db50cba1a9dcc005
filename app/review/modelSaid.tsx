import { percent, probability } from '@/app/format/share';
import type { ReaderView } from '@/server/review/readerView';
import { ordinal } from './ordinal';

/** What the model said of the finding and where its evidence lies; never rendered before the reader has committed. */
export function ModelSaid({ read: { result, model } }: { read: ReaderView }) {
  if (result === null) return <h2>The model’s answer was removed since</h2>;
  const { probability: value, percentile, threshold, outsideShare, areaOutside, undefinedReason } = result;
  return (
    <>
      <h2>
        The model says {probability(value)}
        {percentile !== null && `, ${ordinal(Math.round(percentile))} percentile`}
      </h2>
      <dl className="review-facts">
        <Fact name="Decision">
          {threshold === null
            ? 'no threshold'
            : `${value >= threshold ? 'present' : 'absent'}, threshold ${probability(threshold)}`}
        </Fact>
        <Fact name="Evidence outside">
          {outsideShare === null
            ? `undefined${undefinedReason === null ? '' : `: ${undefinedReason.replaceAll('_', ' ')}`}`
            : `${percent(outsideShare)}${areaOutside === null ? '' : `, by chance ${percent(areaOutside)}`}`}
        </Fact>
        <Fact name="Version">{model}</Fact>
      </dl>
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
