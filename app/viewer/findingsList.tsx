import { flagName } from '@/app/feed/feedRow';
import { fixed } from '@/app/format/number';
import { probabilityNumber } from '@/app/format/share';
import { findingName } from '@/app/matrix/answer';
import { StateTag } from '@/app/versions/stateTag';
import type { InstancePrediction } from '@/server/queries/caseDetail';
import { baselineRatio, byStanding, markPosition } from './standing';
import { ViewLink } from './viewLink';

type Props = { predictions: InstancePrediction[]; current: string };

/** All findings of one version, the most unusual score first. */
export function FindingsList({ predictions, current }: Props) {
  const state = predictions[0]?.state ?? 'live';
  const ranked = predictions.some((prediction) => prediction.percentile !== null);
  return (
    <section className="side-section findings" aria-label="Findings">
      <header>
        <h2>
          Findings <StateTag state={state} />
        </h2>
        <span className="faint micro">prob. · {ranked ? 'percentile' : '× baseline'}</span>
      </header>
      <ol>
        {predictions.toSorted(byStanding).map((prediction) => (
          <li key={prediction.finding}>
            <ViewLink
              set={{ model: prediction.model, finding: prediction.finding }}
              current={prediction.finding === current}
            >
              <span>
                {findingName(prediction.finding)}
                {prediction.flags.length > 0 && state !== 'shadow' && (
                  <span className="flag micro">{prediction.flags.map(flagName).join(', ')}</span>
                )}
              </span>
              <span className="num">
                {probabilityNumber(prediction.probability)}
                <span className="u">%</span>
              </span>
              <Mark prediction={prediction} current={prediction.finding === current} />
              <span className="num faint">
                {prediction.percentile === null ? ratioText(prediction) : Math.round(prediction.percentile)}
              </span>
            </ViewLink>
          </li>
        ))}
      </ol>
      <p className="small faint">
        {ranked
          ? 'Percentile among this version’s scores for the finding.'
          : 'Baseline: the finding’s prevalence as the manifest states it. Percentiles begin at 1,000 predictions.'}
      </p>
    </section>
  );
}

function ratioText(prediction: InstancePrediction): string {
  const ratio = baselineRatio(prediction);
  return ratio < 0.1 ? '<0.1' : fixed(ratio, ratio < 9.95 ? 1 : 0);
}

function Mark({ prediction, current }: { prediction: InstancePrediction; current: boolean }) {
  return (
    <svg width="40" height="8" aria-hidden="true">
      <rect y="3" width="40" height="2" fill="var(--line-strong)" />
      {prediction.percentile === null && <rect x="19.5" y="1" width="1" height="6" fill="var(--ink-3)" />}
      <rect
        x={markPosition(prediction) * 37}
        y="0"
        width="3"
        height="8"
        fill={current ? 'var(--accent)' : 'var(--ink-2)'}
      />
    </svg>
  );
}
