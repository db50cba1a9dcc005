import type { ReactNode } from 'react';
import { flagName } from '@/app/feed/feedRow';
import { fixed } from '@/app/format/number';
import { percent, probability } from '@/app/format/share';
import { minute } from '@/app/format/time';
import { undefinedReason } from '@/app/format/undefinedReason';
import { findingName } from '@/app/matrix/findingName';
import type { CaseRow } from '@/server/queries/cases';
import type { CaseColumn, CaseColumnKey } from './caseColumns';
import { placeWords, statusReasonWords, statusWord } from './caseWords';

type Top = NonNullable<CaseRow['top']>;

const TRUTH = { 0: 'absent', 1: 'present' } as const;

const none = (word: string): ReactNode => <span className="faint">{word}</span>;

/** Why there is no number, within the width of the column. */
const Undefined = ({ words }: { words: string }) => (
  <span className="faint cut" title={words}>
    {words}
  </span>
);

/** What a case has of itself. */
const OF_CASE: Partial<Record<CaseColumnKey, (row: CaseRow) => ReactNode>> = {
  taken: (row) => (
    <span className="cut" title={placeWords(row)}>
      {placeWords(row)}
    </span>
  ),
  received: ({ receivedAt }) => <time dateTime={receivedAt}>{minute(receivedAt)}</time>,
  acquired: ({ acquiredAt }) => (acquiredAt === null ? none('not stated') : minute(acquiredAt)),
  department: ({ department }) => department ?? none('not stated'),
  scanner: ({ scanner }) => scanner ?? none('not stated'),
  format: ({ format }) => format,
  status: (row) => (
    <span title={row.statusReason ?? undefined}>
      {statusWord(row.status)}
      {row.statusReason !== null && <span className="under">{statusReasonWords(row)}</span>}
    </span>
  ),
};

/** What its leading result has. */
const OF_TOP: Partial<Record<CaseColumnKey, (top: Top) => ReactNode>> = {
  model: ({ model }) => model,
  finding: ({ finding }) => findingName(finding),
  probability: (top) => <b className="strong">{probability(top.probability)}</b>,
  logit: ({ logit }) => fixed(logit, 2),
  outside: ({ outsideShare, map, undefinedReason: code }) =>
    outsideShare === null ? (
      <Undefined words={map === null ? 'no map' : undefinedReason(code)} />
    ) : (
      percent(outsideShare)
    ),
  chance: ({ areaOutside }) => (areaOutside === null ? none('none') : percent(areaOutside)),
  reference: ({ truth }) => (truth === null ? none('no label') : TRUTH[truth]),
  flags: ({ flags }) => <span className="flag">{flags.map(flagName).join(', ')}</span>,
};

const QUIET: readonly CaseColumnKey[] = ['taken', 'received', 'acquired', 'department', 'scanner', 'format', 'chance'];

/** One cell of the case table; a dash where the case has no result yet. */
export function CaseCell({ column: { key, name, num }, row }: { column: CaseColumn; row: CaseRow }) {
  const className = [num === true && 'num', QUIET.includes(key) && 'dim', 'nowrap'].filter(Boolean).join(' ');
  const content =
    OF_CASE[key]?.(row) ?? (row.top === null ? <span className="faint nothing">–</span> : OF_TOP[key]?.(row.top));
  return (
    <td className={className} data-label={name}>
      {content}
    </td>
  );
}
