import { Who } from '@/app/accounts/who';
import { AnalysisProgress } from '@/app/analysis/analysisProgress';
import { plural } from '@/app/format/number';
import { instant, minute } from '@/app/format/time';
import { modelHref } from '@/app/matrix/hrefs';
import { comparisonCsv } from '@/app/modelCard/comparisonCsv';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import { PageLink } from '@/app/shell/pageLink';
import type { AnalysisState, PairedVersions } from '@/server/analysis/kinds';
import type { MapPair } from '@/server/versions/mapPairs';
import type { Promotion } from '@/server/versions/promotion';
import { ChangeButton } from './changeButton';
import { CompareButton } from './compareButton';
import { gateCsv } from './gateCsv';
import { GateTable } from './gateTable';
import { limitLines } from './limitWords';
import { MapPairs } from './mapPairs';
import { PairedDetails } from './pairedDetails';

type Props = {
  promotion: Promotion;
  state: AnalysisState<'paired-versions'> | null;
  /** The comparison that the outcome rests on; null before there is one. */
  compared: PairedVersions | null;
  pairs: readonly MapPair[];
};

/** A gate whose limits are fixed: what was compared, whether each limit is kept, and the decision. */
export function GatePanel({ promotion, state, compared, pairs }: Props) {
  const { id, candidate, incumbent, outcome, fixedAt, fixedBy, comparedBefore } = promotion;
  const [model = '', version = ''] = candidate.split('@');
  const busy = state !== null && (state.status === 'waiting' || state.status === 'running');
  return (
    <section className="panel" id="gate">
      <header>
        <h2>
          {candidate} against {incumbent}
        </h2>
        <span className="q">{verdict(promotion)}</span>
        {outcome !== null && (
          <span className="tools">
            <PageLink href={`${modelHref({ name: model, version })}?compare=${encodeURIComponent(incumbent)}#compare`}>
              All differences
            </PageLink>
            <a href={csvDataUrl(gateCsv(promotion))} download={`promotion-${candidate}.csv`}>
              CSV of limits
            </a>
            {compared !== null && (
              <a
                href={csvDataUrl(comparisonCsv({ model: candidate, other: incumbent }, compared))}
                download={`compare-${candidate}-${incumbent}.csv`}
              >
                CSV of the comparison
              </a>
            )}
          </span>
        )}
      </header>
      <div className="body stack">
        <ul className="limit-lines small dim">
          {limitLines(promotion.limits).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {comparedBefore !== null && (
          <p className="flag small">
            Both had been compared before the limits were fixed, at {instant(comparedBefore)}.
          </p>
        )}
        {state !== null && <AnalysisProgress state={state} what="Comparing on the same cases" />}
        {outcome === null ? (
          <p className="small dim">Nothing was compared since the limits were fixed.</p>
        ) : (
          <GateTable outcome={outcome} candidate={candidate} />
        )}
        <MapPairs pairs={pairs} candidate={candidate} incumbent={incumbent} />
        <div className="version-actions">
          {!busy && <CompareButton id={id} primary={outcome === null} />}
          {outcome !== null && <Promote promotion={promotion} passes={outcome.passes} />}
          <ChangeButton
            name="Reject"
            title={`Reject ${candidate}?`}
            path={`/api/v1/promotions/${id}/decision`}
            body={{ decision: 'reject' }}
            reason="asked"
          >
            <p className="small dim">It stays shadow; these limits are closed, and new ones can be fixed.</p>
          </ChangeButton>
        </div>
        {compared !== null && <PairedDetails compared={compared} candidate={candidate} incumbent={incumbent} />}
      </div>
      <footer>
        Limits fixed {minute(fixedAt)} UTC by <Who who={fixedBy} />. A limit is kept when the worse end of the 95
        {'\u00a0'}% interval keeps it, on the cases that both have read.
        {outcome !== null && ` Data as of ${instant(outcome.asOf)}.`}
      </footer>
    </section>
  );
}

function verdict({ outcome }: Promotion): string {
  if (outcome === null) return 'limits are fixed; compare to see whether they are kept';
  const broken = outcome.rows.filter(({ passes }) => !passes).length;
  return broken === 0 ? 'every limit is kept' : `${plural(broken, 'limit is', 'limits are')} not kept`;
}

function Promote({ promotion: { id, candidate, incumbent }, passes }: { promotion: Promotion; passes: boolean }) {
  return (
    <ChangeButton
      name={passes ? 'Promote' : 'Promote all the same'}
      title={`Promote ${candidate}?`}
      path={`/api/v1/promotions/${id}/decision`}
      body={{ decision: 'promote', override: !passes }}
      reason={passes ? 'none' : 'asked'}
      primary={passes}
    >
      <p className="small dim">
        {candidate} becomes live and {incumbent} is retired, in one step. It can be rolled back in one step.
      </p>
      {!passes && <p className="flag small">Not every limit is kept; the reason to override that is recorded.</p>}
    </ChangeButton>
  );
}
