import { fixed, signed } from '@/app/format/number';
import { percent } from '@/app/format/share';
import { withBase } from '@/app/shell/basePath';
import { Icon } from '@/app/shell/icons';
import { ZONES } from '@/server/audit/zone';
import type { InstancePrediction } from '@/server/queries/caseDetail';
import { LedgerChart } from './ledgerChart';
import { waterfall } from './waterfall';

type Props = { instanceId: string; prediction: InstancePrediction };

/** How many logits each zone contributes, and that they sum to the answer. */
export function LedgerPanel({ instanceId, prediction }: Props) {
  const { ledger, logit, model, finding } = prediction;
  if (ledger === null) {
    return (
      <section className="side-section" aria-label="Ledger">
        <h2>Ledger</h2>
        <p className="small dim">
          This version has no exact map, so its logit cannot be split by zone. Scores and statistics still count.
        </p>
      </section>
    );
  }
  const fall = waterfall(ledger, logit);
  const csv = withBase(
    `/api/v1/instances/${encodeURIComponent(instanceId)}/ledger.csv?${new URLSearchParams({ model, finding })}`,
  );
  return (
    <section className="side-section" aria-label="Ledger">
      <header>
        <h2>Ledger</h2>
        <span className="small dim icon-line">
          <Icon name={fall.balances ? 'check' : 'cross'} size={12} />
          {fall.balances ? 'balances to the logit' : `off by ${signed(fall.imbalance, 3)}`}
        </span>
      </header>
      <LedgerChart ledger={fall} />
      {fall.absent.length > 0 && <p className="small faint">No mask of: {fall.absent.join(', ')}.</p>}
      <details>
        <summary className="summary">Table view</summary>
        <LedgerTable ledger={ledger} />
        <a className="link small dim" href={csv}>
          CSV
        </a>
      </details>
    </section>
  );
}

function LedgerTable({ ledger }: { ledger: NonNullable<InstancePrediction['ledger']> }) {
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">Zone</th>
          <th scope="col" className="num">
            Logits
          </th>
          <th scope="col" className="num">
            For
          </th>
          <th scope="col" className="num">
            Against
          </th>
          <th scope="col" className="num">
            Area
          </th>
        </tr>
      </thead>
      <tbody>
        {ZONES.map((zone) => {
          const entry = ledger.zones[zone];
          return (
            <tr key={zone}>
              <th scope="row">{zone}</th>
              {entry === null ? (
                <td colSpan={4} className="num faint">
                  not delivered
                </td>
              ) : (
                <>
                  <td className="num">{signed(entry.contribution, 3)}</td>
                  <td className="num">{fixed(entry.positive, 3)}</td>
                  <td className="num">{fixed(entry.negative, 3)}</td>
                  <td className="num">{percent(entry.area)}</td>
                </>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
