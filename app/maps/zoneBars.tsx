import { type ForestAxis, ForestPlot, type ForestRow } from '@/app/chart/forestPlot';
import { ticks } from '@/app/chart/linear';
import { count, signed } from '@/app/format/number';
import { percent } from '@/app/format/share';
import type { MapsAnswer } from '@/server/analysis/evidenceAnswers';

type Zone = MapsAnswer['zones'][number];

/** What each zone adds to the logit on average, with intervals; positive and negative mass apart. */
export function ZoneBars({ answer: { zones } }: { answer: MapsAnswer }) {
  const rows = zones.toSorted((a, b) => Math.abs(b.contribution.value) - Math.abs(a.contribution.value)).map(rowOf);
  return (
    <section className="maps-part wide" aria-label="Contribution by zone">
      <h3>
        Where the logits come from <span className="small faint">mean over the same cases, largest first</span>
      </h3>
      {zones.length === 0 ? (
        <p className="small dim">These maps do not add up to the logit, so it cannot be split by zone.</p>
      ) : (
        <ForestPlot
          rows={rows}
          axis={axisOf(zones)}
          head={{ name: 'logits', value: 'Contribution', n: 'Cases' }}
          label="Contribution of each zone in logits, with 95 % intervals"
        />
      )}
    </section>
  );
}

function axisOf(zones: readonly Zone[]): ForestAxis {
  const values = zones.flatMap(({ contribution: { value, low, high } }) => [value, low ?? value, high ?? value]);
  const [from, to] = [Math.min(-0.1, ...values), Math.max(0.1, ...values)];
  return { name: 'logits', from, to, none: 0, ticks: ticks(from, to, 4).map((at) => ({ at, text: signed(at, 1) })) };
}

const rowOf = ({ zone, contribution, positive, negative, area, n, withFinding, withoutFinding }: Zone): ForestRow => ({
  key: zone,
  name: zone,
  under: (
    <>
      +{positive.toFixed(2)} for, −{negative.toFixed(2)} against; {percent(area)} of the picture
      <br />
      with the finding {told(withFinding)}, without {told(withoutFinding)}
    </>
  ),
  ...contribution,
  text: signed(contribution.value, 2),
  interval:
    contribution.low === null || contribution.high === null
      ? null
      : `${signed(contribution.low, 2)} to ${signed(contribution.high, 2)}`,
  n: count(n),
  mark: 'square',
});

const told = (value: number | null): string => (value === null ? 'too few' : signed(value, 2));
