import { count } from '@/app/format/number';
import { findingName } from '@/app/matrix/findingName';
import type { WhatWaits } from '@/server/review/whatWaits';

/** Findings that are named; the rest is one line. */
const MOST_NAMED = 6;

/** What is asked of the cases that wait; nothing of why they do. */
export function WaitingList({ findings }: Pick<WhatWaits, 'findings'>) {
  if (findings.length === 0) return null;
  const named = findings.length > MOST_NAMED ? findings.slice(0, MOST_NAMED - 1) : findings;
  const rest = findings.slice(named.length).reduce((sum, { waiting }) => sum + waiting, 0);
  return (
    <ul className="waiting-list small" aria-label="What waits">
      {named.map(({ finding, waiting }) => (
        <li key={finding}>
          <span>{findingName(finding)}</span>
          <b className="num">{count(waiting)}</b>
        </li>
      ))}
      {rest > 0 && (
        <li>
          <span className="dim">{findings.length - named.length} other findings</span>
          <b className="num">{count(rest)}</b>
        </li>
      )}
    </ul>
  );
}
