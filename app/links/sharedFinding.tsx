import { aucNumber } from '@/app/chart/aucText';
import { count } from '@/app/format/number';
import { interval, percent } from '@/app/format/share';
import { findingName } from '@/app/matrix/findingName';
import { Verdict } from '@/app/siteEffect/verdict';
import { stratumName, VARIABLES } from '@/app/strata/variables';
import type { LinkFinding, LinkStratum } from '@/server/links/linkContent';

/** One finding of one version across all cases. */
export function SharedFinding({ finding }: { finding: LinkFinding }) {
  const { total, outside } = finding;
  const name = findingName(finding.finding);
  return (
    <>
      <section>
        <h2>{name} across all cases</h2>
        <p className="dim">Model {finding.model}</p>
        <p>
          <Verdict grade={finding.grade} />
        </p>
        <dl className="shared-figures">
          <div>
            <dt>AUC for {name}</dt>
            <dd>{total.auc === null ? 'not told' : aucNumber(total.auc)}</dd>
            <dd className="small">{total.n === null ? 'fewer than 10 cases' : `${count(total.n)} cases`}</dd>
            {total.n !== null && total.auc === null && <dd className="small">{NOT_TOLD}</dd>}
          </div>
          {outside !== null && outside.mean !== null && (
            <div>
              <dt>Outside the finding’s anatomy</dt>
              <dd>{percent(outside.mean)}</dd>
              <dd className="small">
                {interval(outside.low, outside.high) ?? 'no interval'}
                {outside.chance !== null && `; chance ${percent(outside.chance)}`}
              </dd>
            </div>
          )}
        </dl>
      </section>
      {finding.tables.map(({ by, strata }) => (
        <section key={by}>
          <h2>{VARIABLES[by].name}</h2>
          <table className="shared-table">
            <caption>{`${name} by ${VARIABLES[by].one}`}</caption>
            <thead>
              <tr>
                <th scope="col">{VARIABLES[by].name}</th>
                <th scope="col" className="num">
                  AUC
                </th>
                <th scope="col" className="num">
                  n
                </th>
              </tr>
            </thead>
            <tbody>
              {strata.map((row) => (
                <Row key={row.name} row={row} name={stratumName(by, row.name)} />
              ))}
            </tbody>
          </table>
          <Notes strata={strata} />
        </section>
      ))}
    </>
  );
}

const NOT_TOLD = 'Fewer than 10 cases with the finding or without it, or scores that are being counted anew.';

/** Why a table has no figures in places. Which of two reasons holds is not told: it would tell sizes. */
function Notes({ strata }: { strata: readonly LinkStratum[] }) {
  return (
    <>
      {strata.some(({ n }) => n === null) && (
        <p className="small faint">
          Hidden: fewer than 10 cases, or held back so that a group of fewer cannot be worked out from the others.
        </p>
      )}
      {strata.some(({ n, auc }) => n !== null && auc === null) && <p className="small faint">Not told: {NOT_TOLD}</p>}
    </>
  );
}

function Row({ row: { n, auc, low, high }, name }: { row: LinkStratum; name: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="num">
        {n === null ? (
          <span className="dim">hidden</span>
        ) : auc === null ? (
          <span className="dim">not told</span>
        ) : (
          <>
            <b>{aucNumber(auc)}</b>{' '}
            {low !== null && high !== null && (
              <span className="dim">
                {aucNumber(low)} to {aucNumber(high)}
              </span>
            )}
          </>
        )}
      </td>
      <td className="num dim">{n === null ? 'few, or held back' : count(n)}</td>
    </tr>
  );
}
