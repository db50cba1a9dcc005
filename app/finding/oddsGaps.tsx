import { percentNumber } from '@/app/format/share';
import { Definition } from '@/app/panel/definition';
import { stratumName, VARIABLES } from '@/app/strata/variables';
import type { Stratifier } from '@/server/cohort/cohortFilter';
import {
  type ExtremeGap,
  equalisedOdds,
  MIN_CASES_FOR_ODDS,
  type StratumDecisions,
} from '@/server/stats/equalisedOdds';

type Props = { by: Stratifier; version: string; strata: StratumDecisions[] };

/** The widest gap between strata, among the sick and among the healthy, as two sentences. */
export function OddsGaps({ by, version, strata }: Props) {
  if (strata.length < 2) return null;
  const gaps = equalisedOdds(strata);
  return (
    <dl className="kv facts odds">
      <div>
        <dt>
          <Definition of="equalisedOdds" version={version}>
            Widest gap, sick patients found
          </Definition>
          <span className="under">{ends(by, gaps.sensitivity, 'finds more in')}</span>
        </dt>
        <Gap gap={gaps.sensitivity} />
      </div>
      <div>
        <dt>
          Widest gap, healthy patients called
          <span className="under">{ends(by, gaps.falsePositiveRate, 'calls more in')}</span>
        </dt>
        <Gap gap={gaps.falsePositiveRate} />
      </div>
    </dl>
  );
}

function ends(by: Stratifier, gap: ExtremeGap | null, does: string): string {
  if (gap === null) return `under two ${VARIABLES[by].many} with ${MIN_CASES_FOR_ODDS} such cases`;
  return `${does} ${stratumName(by, gap.highest)} than in ${stratumName(by, gap.lowest)}, of ${gap.strata} ${VARIABLES[by].many}`;
}

function Gap({ gap }: { gap: ExtremeGap | null }) {
  if (gap === null) return <dd className="faint">not told</dd>;
  return (
    <dd>
      <b className="strong">{percentNumber(gap.value)} points</b>
      <span className="under">{`${percentNumber(gap.low)} to ${percentNumber(gap.high)}`.replaceAll('-', '−')}</span>
    </dd>
  );
}
