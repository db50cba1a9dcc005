import { count } from '@/app/format/number';
import { findingName } from '@/app/matrix/findingName';
import { PageLink } from '@/app/shell/pageLink';
import type { GateOutcome, GateRow } from '@/server/versions/limits';
import { allowedText, figureText, LIMIT_WORDS, whyWords } from './limitWords';

const HEADS = ['Limit', 'Finding', 'Allowed', 'Candidate less live', 'n', 'Kept'];

/** Each limit with the figure that it was held against. */
export function GateTable({ outcome, candidate }: { outcome: GateOutcome; candidate: string }) {
  return (
    <div className="table-box">
      <div className="scroll-x">
        <table className="plain-table tall-table stack-table" aria-label="Limits and what came of them">
          <thead>
            <tr>
              {HEADS.map((head, i) => (
                <th key={head} scope="col" className={i === 3 || i === 4 ? 'num' : undefined}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {outcome.rows.map((row) => (
              <Row key={`${row.limit} ${row.finding}`} row={row} candidate={candidate} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** The cases that a figure is of; a limit on the outside share shows the furthest outside first. */
function casesHref(model: string, { limit, finding }: GateRow): string {
  const query = new URLSearchParams({ model, ...(finding !== null && { finding }) });
  if (limit === 'outsideShareRise') query.set('sort', 'outside');
  return `/cases?${query}`;
}

function Row({ row, candidate }: { row: GateRow; candidate: string }) {
  const { limit, finding, figure, low, high, n, passes, says } = row;
  const why = whyWords(row);
  return (
    <tr>
      <th scope="row">{LIMIT_WORDS[limit]}</th>
      <td data-label="Finding">{finding === null ? <span className="faint">all</span> : findingName(finding)}</td>
      <td data-label="Allowed">{allowedText(row)}</td>
      <td className="num" data-label="Candidate less live">
        <span className="told">
          {figure === null ? (says ?? <span className="faint">{why}</span>) : figureText(limit, figure)}
          {low !== null && high !== null && (
            <span className="under">
              {figureText(limit, low)} to {figureText(limit, high)}
            </span>
          )}
        </span>
      </td>
      <td className="num" data-label="n">
        {n === 0 ? (
          count(n)
        ) : (
          <PageLink className="link" href={casesHref(candidate, row)}>
            {count(n)}
          </PageLink>
        )}
      </td>
      <td data-label="Kept">
        <span className={passes ? 'gate-kept' : 'gate-broken'}>
          <svg
            width="12"
            height="12"
            viewBox="0 0 12 12"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            aria-hidden="true"
          >
            <path d={passes ? 'M2 6.500l3 3 5-7' : 'M2.500 2.500l7 7M9.500 2.500l-7 7'} />
          </svg>
          {passes ? 'kept' : (why ?? 'not kept')}
        </span>
      </td>
    </tr>
  );
}
