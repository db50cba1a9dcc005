import { PhantomTag } from '@/app/demonstration/phantomTag';
import { flagName } from '@/app/feed/feedRow';
import { percent, probability } from '@/app/format/share';
import { instant } from '@/app/format/time';
import { undefinedReason } from '@/app/format/undefinedReason';
import { findingName } from '@/app/matrix/answer';
import { Thumbnail } from '@/app/saliency/thumbnail';
import { PageLink } from '@/app/shell/pageLink';
import type { CaseRow } from '@/server/queries/cases';
import { placeWords, shortId, statusWord } from './caseWords';

const TRUTH = { 0: 'absent', 1: 'present' } as const;

/** One page of cases as rows. `hrefOf` keeps the list's filter. */
export function CaseTable({ rows, hrefOf }: { rows: CaseRow[]; hrefOf: (row: CaseRow) => string }) {
  return (
    <div className="panel scroll-x">
      <table className="plain-table case-table">
        <thead>
          <tr>
            <th scope="col">Case</th>
            <th scope="col">Taken</th>
            <th scope="col">Received</th>
            <th scope="col">State</th>
            <th scope="col">Finding</th>
            <th scope="col" className="num">
              Probability
            </th>
            <th scope="col" className="num">
              Outside
            </th>
            <th scope="col" className="num">
              Chance
            </th>
            <th scope="col">Reference</th>
            <th scope="col">Flags</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.instanceId}>
              <th scope="row">
                <PageLink className="case-link" href={hrefOf(row)}>
                  <Thumbnail instanceId={row.instanceId} map={row.top?.map ?? null} size={28} />
                  {shortId(row.instanceId)}
                  {row.demo && <PhantomTag />}
                </PageLink>
              </th>
              <td className="dim nowrap">{placeWords(row)}</td>
              <td className="dim nowrap">{instant(row.receivedAt)}</td>
              <td>{statusWord(row.status)}</td>
              <TopCells row={row} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TopCells({ row: { top, statusReason } }: { row: CaseRow }) {
  if (top === null) {
    return (
      <td colSpan={6} className="faint">
        {statusReason ?? 'not read'}
      </td>
    );
  }
  return (
    <>
      <td>{findingName(top.finding)}</td>
      <td className="num strong">{probability(top.probability)}</td>
      <td className="num">
        {top.outsideShare === null ? (
          <span className="faint">{top.map === null ? 'no map' : undefinedReason(top.undefinedReason)}</span>
        ) : (
          percent(top.outsideShare)
        )}
      </td>
      <td className="num dim">
        {top.areaOutside === null ? <span className="faint">none</span> : percent(top.areaOutside)}
      </td>
      <td className="dim">{top.truth === null ? <span className="faint">no label</span> : TRUTH[top.truth]}</td>
      <td className="flag">{top.flags.map(flagName).join(', ')}</td>
    </>
  );
}
