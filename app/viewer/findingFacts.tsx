import { fixed, signed } from '@/app/format/number';
import { percent, probability, probabilityNumber } from '@/app/format/share';
import { undefinedReason, undefinedSentence } from '@/app/format/undefinedReason';
import { findingName } from '@/app/matrix/answer';
import { Definition } from '@/app/panel/definition';
import { Icon } from '@/app/shell/icons';
import type { InstancePrediction, ShareSet } from '@/server/queries/caseDetail';

/** What the version answered for one finding, and where its evidence lies. */
export function FindingFacts({ prediction }: { prediction: InstancePrediction }) {
  const { finding, logit, baseline, percentile, threshold, undefinedReason: reason, definitionVersion } = prediction;
  return (
    <section className="side-section" aria-label="Answer">
      <header>
        <h2>{findingName(finding)}</h2>
        <span className="figure">
          {probabilityNumber(prediction.probability)}
          <span className="u">%</span>
        </span>
      </header>
      <dl className="kv">
        <Fact name="logit">{fixed(logit, 3)}</Fact>
        <Fact name="baseline">{probability(baseline)}</Fact>
        {percentile !== null && <Fact name="percentile">{Math.round(percentile)}</Fact>}
        {threshold !== null && (
          <Fact name="threshold">
            {probability(threshold)}{' '}
            <span className="faint">{prediction.probability >= threshold ? 'reached' : 'not reached'}</span>
          </Fact>
        )}
        <Fact
          name={
            <Definition of="outsideShare" version={definitionVersion}>
              outside share
            </Definition>
          }
        >
          <Share value={prediction.outsideShare} reason={reason} chance={prediction.areaOutside} />
        </Fact>
        <Fact name="negative outside share">
          {prediction.negativeOutsideShare === null ? (
            <span className="faint">
              {reason === null || reason === 'no_positive_evidence' ? 'undefined' : undefinedReason(reason)}
            </span>
          ) : (
            percent(prediction.negativeOutsideShare)
          )}
        </Fact>
        <Fact
          name={
            <Definition of="enrichment" version={definitionVersion}>
              enrichment
            </Definition>
          }
        >
          {prediction.enrichment === null ? <span className="faint">undefined</span> : signed(prediction.enrichment, 2)}
        </Fact>
        <Fact name="anatomy">{prediction.anatomy.join(', ')}</Fact>
      </dl>
      {reason !== null && (
        <p className="undefined-note small">
          <Icon name="undefinedMap" />
          {undefinedSentence(reason)}
        </p>
      )}
      {prediction.undilated !== null && <Undilated dilated={prediction} undilated={prediction.undilated} />}
      <p className="small faint">
        Masks: {prediction.maskSource}. Definition {definitionVersion}.
      </p>
    </section>
  );
}

function Fact({ name, children }: { name: React.ReactNode; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Share({ value, reason, chance }: { value: number | null; reason: string | null; chance: number | null }) {
  return (
    <>
      {value === null ? <span className="faint">{undefinedReason(reason)}</span> : percent(value)}
      {chance !== null && <span className="faint"> chance {percent(chance)}</span>}
    </>
  );
}

const ROWS: { name: string; of: keyof ShareSet; show: (value: number) => string }[] = [
  { name: 'outside share', of: 'outsideShare', show: percent },
  { name: 'negative outside share', of: 'negativeOutsideShare', show: percent },
  { name: 'area outside', of: 'areaOutside', show: percent },
  { name: 'enrichment', of: 'enrichment', show: (value) => signed(value, 2) },
  { name: 'inside, logits', of: 'contributionInside', show: (value) => signed(value, 3) },
  { name: 'outside, logits', of: 'contributionOutside', show: (value) => signed(value, 3) },
];

/** Both dilations side by side; never mixed. */
function Undilated({ dilated, undilated }: { dilated: ShareSet; undilated: ShareSet }) {
  const show = (set: ShareSet, row: (typeof ROWS)[number]): string => {
    const value = set[row.of];
    return value === null ? 'undefined' : row.show(value);
  };
  return (
    <details>
      <summary className="summary">With and without the half-cell margin</summary>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" className="num">
              Dilated
            </th>
            <th scope="col" className="num">
              Undilated
            </th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map((row) => (
            <tr key={row.of}>
              <th scope="row">{row.name}</th>
              <td className="num">{show(dilated, row)}</td>
              <td className="num">{show(undilated, row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
