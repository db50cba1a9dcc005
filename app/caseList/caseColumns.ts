import type { Column } from '@/app/table/tableHead';

/** Columns of the case table in their order; those without `shown` are chosen. The first, the case, always stands. */
const ALL = [
  { key: 'taken', name: 'Taken', shown: true },
  { key: 'received', name: 'Received, UTC', shown: true, sort: 'down' },
  { key: 'acquired', name: 'Acquired, UTC' },
  { key: 'department', name: 'Department' },
  { key: 'scanner', name: 'Scanner' },
  { key: 'format', name: 'File' },
  { key: 'status', name: 'State', shown: true },
  { key: 'model', name: 'Model' },
  { key: 'finding', name: 'Finding', shown: true },
  { key: 'probability', name: 'Probability', num: true, shown: true, sort: 'down' },
  { key: 'logit', name: 'Logit', num: true },
  { key: 'outside', name: 'Outside', num: true, shown: true, sort: 'down' },
  { key: 'chance', name: 'Chance', num: true, shown: true },
  { key: 'reference', name: 'Reference', shown: true },
  { key: 'flags', name: 'Flags', shown: true },
] as const satisfies readonly (Column & { shown?: boolean })[];

export type CaseColumnKey = (typeof ALL)[number]['key'];

export type CaseColumn = Column<CaseColumnKey> & { shown?: boolean };

export const CASE_COLUMNS: readonly CaseColumn[] = ALL;

export const DEFAULT_COLUMNS: readonly CaseColumnKey[] = ALL.flatMap((column) =>
  'shown' in column ? [column.key] : [],
);

/** The columns that a URL asks for ("taken,logit"), in the table's order; unknown names are left out. */
export function parseColumns(text: string | undefined): readonly CaseColumnKey[] {
  if (text === undefined) return DEFAULT_COLUMNS;
  const asked = new Set(text.split(','));
  return CASE_COLUMNS.flatMap(({ key }) => (asked.has(key) ? [key] : []));
}

/** For the URL; undefined for the columns that show without being asked for, "none" for no column at all. */
export function columnsText(keys: readonly CaseColumnKey[]): string | undefined {
  if (keys.length === 0) return 'none';
  const text = keys.join(',');
  return text === DEFAULT_COLUMNS.join(',') ? undefined : text;
}

/** The same columns with one shown or hidden. */
export const toggled = (keys: readonly CaseColumnKey[], key: CaseColumnKey): readonly CaseColumnKey[] =>
  CASE_COLUMNS.flatMap((column) => (keys.includes(column.key) !== (column.key === key) ? [column.key] : []));
