import { Who } from '@/app/accounts/who';
import { minute } from '@/app/format/time';
import { csvDataUrl } from '@/app/modelCard/trendCsv';
import type { Promotion } from '@/server/versions/promotion';
import { ChangeButton } from './changeButton';
import { gateCsv } from './gateCsv';
import { GateTable } from './gateTable';

/** Promotions that were decided, newest first; the one in force can be rolled back. `live`: the live versions. */
export function DecidedList({ promotions, live }: { promotions: readonly Promotion[]; live: readonly string[] }) {
  return (
    <section className="panel">
      <header>
        <h2>Promotions</h2>
        <span className="q">limits as they were fixed, and what was decided</span>
      </header>
      <ul className="body stack">
        {promotions.map((promotion) => (
          <li key={promotion.id} className="decided">
            <Decided promotion={promotion} inForce={live.includes(promotion.candidate)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Decided({ promotion, inForce }: { promotion: Promotion; inForce: boolean }) {
  const { id, candidate, incumbent, decision, reason, decidedBy, decidedAt, outcome, rolledBack } = promotion;
  return (
    <>
      <p>
        <b className="strong">
          {candidate} {decision}
        </b>{' '}
        over {incumbent}
        {decidedAt !== null && `, ${minute(decidedAt)} UTC`} by {decidedBy !== null && <Who who={decidedBy} />}:{' '}
        {reason}
        {rolledBack !== null && (
          <span className="flag">
            {' '}
            Rolled back {minute(rolledBack.at)} UTC by <Who who={rolledBack.by} />: {rolledBack.reason}
          </span>
        )}
      </p>
      {outcome !== null && (
        <details>
          <summary className="summary">Limits and figures</summary>
          <GateTable outcome={outcome} candidate={candidate} />
          <a className="link small" href={csvDataUrl(gateCsv(promotion))} download={`promotion-${candidate}.csv`}>
            CSV
          </a>
        </details>
      )}
      {decision === 'promoted' && rolledBack === null && inForce && (
        <ChangeButton
          name="Roll back"
          title={`Roll back ${candidate}?`}
          path={`/api/v1/promotions/${id}/rollback`}
          body={{}}
          reason="asked"
        >
          <p className="small dim">
            {incumbent} becomes live again and {candidate} goes on as shadow, in one step.
          </p>
        </ChangeButton>
      )}
    </>
  );
}
