import { cohenKappa, type Kappa } from '@/server/stats/cohenKappa';
import { type Proportion, wilsonInterval } from '@/server/stats/wilsonInterval';
import { type Spread, spreadOf } from './spread';

export const UNAIDED_VERDICTS = ['present', 'absent', 'unsure'] as const;
export const VERDICTS = ['agree', 'disagree', 'wrong-reason'] as const;

export type UnaidedVerdict = (typeof UNAIDED_VERDICTS)[number];
export type Verdict = (typeof VERDICTS)[number];

/** One read that is done, of an item all of whose reads are. Times in milliseconds. */
export type DoneRow = {
  itemId: string;
  instanceId: string;
  model: string;
  finding: string;
  arm: string;
  ordinal: number;
  doneAt: number;
  verdict: Verdict;
  milliseconds: number;
  /** null: not read unaided first. */
  unaided: UnaidedVerdict | null;
  unaidedMilliseconds: number | null;
  /** Whether the model's probability reaches its threshold; null without one. */
  positive: boolean | null;
};

/** First against second reads: counts [3, 3] by verdict, rows the first. `cases`: on which they differ, at most 50. */
export type KappaRow = {
  model: string | null;
  finding: string | null;
  n: number;
  table: number[];
  kappa: Kappa | null;
  cases: string[];
};

/** Cases in which the model was not followed: disagree, or wrong reason. `cases`: those, at most 50. */
export type OverrideRow = {
  by: 'all' | 'arm' | 'reading' | 'finding';
  group: string;
  n: number;
  disagree: number;
  wrongReason: number;
  share: Proportion | null;
  cases: string[];
};

/** Unaided verdicts against the model's side of its threshold. `n`: present or absent; `cases`: on which they differ. */
export type UnaidedRow = {
  model: string | null;
  finding: string | null;
  n: number;
  unsure: number;
  agreement: Proportion | null;
  kappa: Kappa | null;
  cases: string[];
};

/** Seconds for a case. `unaided`: before the reveal; `after`: from it to the verdict; `aided`: where nothing was hidden. */
export type TimeRow = { stage: 'unaided' | 'after' | 'aided'; spread: Spread | null };

export type Agreement = {
  reads: number;
  items: number;
  kappas: KappaRow[];
  overrides: OverrideRow[];
  unaided: UnaidedRow[];
  times: TimeRow[];
};

const MOST_CASES = 50;

/**
 * What reads say of each other and of the model. Overrides count each item once, by the read that was done first, and
 * unaided verdicts as well, so that cases are independent as the intervals ask. O(reads · log).
 */
export function agreementOf(rows: readonly DoneRow[]): Agreement {
  const items = groupBy(
    rows.toSorted((a, b) => a.doneAt - b.doneAt),
    ({ itemId }) => itemId,
  );
  const firsts = [...items.values()].flatMap(([first]) => first ?? []);
  return {
    reads: rows.length,
    items: items.size,
    kappas: eachFinding([...items.values()], ([one]) => one, kappaRow),
    overrides: overrideRows(firsts),
    unaided: eachFinding(
      firsts.filter(({ unaided, positive }) => unaided !== null && positive !== null),
      (row) => row,
      unaidedRow,
    ),
    times: timeRows(rows),
  };
}

/** All together, and each finding of each version where there are several. */
function eachFinding<One, Row>(
  all: readonly One[],
  nameOf: (one: One) => { model: string; finding: string } | undefined,
  rowOf: (some: readonly One[], names: { model: string | null; finding: string | null }) => Row,
): Row[] {
  const groups = [...groupBy(all, (one) => `${nameOf(one)?.model} ${nameOf(one)?.finding}`).entries()];
  const own = groups
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([, some]) => {
      const [first] = some;
      const name = first === undefined ? undefined : nameOf(first);
      return rowOf(some, { model: name?.model ?? null, finding: name?.finding ?? null });
    });
  return own.length === 1 ? own : [rowOf(all, { model: null, finding: null }), ...own];
}

function kappaRow(items: readonly DoneRow[][], names: Pick<KappaRow, 'model' | 'finding'>): KappaRow {
  const table = Array.from({ length: VERDICTS.length ** 2 }, () => 0);
  const differ: string[] = [];
  for (const reads of items) {
    const [first, second] = reads.toSorted((a, b) => a.ordinal - b.ordinal);
    if (first === undefined || second === undefined) continue;
    const cell = VERDICTS.indexOf(first.verdict) * VERDICTS.length + VERDICTS.indexOf(second.verdict);
    table[cell] = (table[cell] ?? 0) + 1;
    if (first.verdict !== second.verdict) differ.push(first.instanceId);
  }
  const n = table.reduce((sum, count) => sum + count, 0);
  return { ...names, n, table, kappa: cohenKappa(table, VERDICTS.length), cases: differ.slice(0, MOST_CASES) };
}

function overrideRows(firsts: readonly DoneRow[]): OverrideRow[] {
  const grouped = (by: OverrideRow['by'], groupOf: (row: DoneRow) => string): OverrideRow[] =>
    [...groupBy(firsts, groupOf).entries()]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([group, some]) => overrideRow(by, group, some));
  return [
    overrideRow('all', 'all', firsts),
    ...grouped('arm', ({ arm }) => arm),
    ...grouped('reading', ({ unaided }) => (unaided === null ? 'aided' : 'unaided-first')),
    ...grouped('finding', ({ model, finding }) => `${model} ${finding}`),
  ];
}

function overrideRow(by: OverrideRow['by'], group: string, rows: readonly DoneRow[]): OverrideRow {
  const overridden = rows.filter(({ verdict }) => verdict !== 'agree');
  return {
    ...{ by, group, n: rows.length },
    disagree: overridden.filter(({ verdict }) => verdict === 'disagree').length,
    wrongReason: overridden.filter(({ verdict }) => verdict === 'wrong-reason').length,
    share: wilsonInterval(overridden.length, rows.length),
    cases: overridden.slice(0, MOST_CASES).map(({ instanceId }) => instanceId),
  };
}

function unaidedRow(rows: readonly DoneRow[], names: Pick<UnaidedRow, 'model' | 'finding'>): UnaidedRow {
  const table = [0, 0, 0, 0];
  const differ: string[] = [];
  for (const { unaided, positive, instanceId } of rows) {
    if (unaided === 'unsure') continue;
    const cell = (unaided === 'present' ? 2 : 0) + (positive === true ? 1 : 0);
    table[cell] = (table[cell] ?? 0) + 1;
    if (cell === 1 || cell === 2) differ.push(instanceId);
  }
  const n = table.reduce((sum, count) => sum + count, 0);
  return {
    ...{ ...names, n, unsure: rows.length - n },
    agreement: wilsonInterval(n - differ.length, n),
    kappa: cohenKappa(table, 2),
    cases: differ.slice(0, MOST_CASES),
  };
}

function timeRows(rows: readonly DoneRow[]): TimeRow[] {
  const seconds = (some: readonly (number | null)[]) =>
    spreadOf(some.flatMap((milliseconds) => (milliseconds === null ? [] : milliseconds / 1_000)));
  return [
    { stage: 'unaided', spread: seconds(rows.map(({ unaidedMilliseconds }) => unaidedMilliseconds)) },
    {
      stage: 'after',
      spread: seconds(rows.map(({ unaided, milliseconds }) => (unaided === null ? null : milliseconds))),
    },
    {
      stage: 'aided',
      spread: seconds(rows.map(({ unaided, milliseconds }) => (unaided === null ? milliseconds : null))),
    },
  ];
}

function groupBy<One>(all: readonly One[], keyOf: (one: One) => string): Map<string, One[]> {
  const groups = new Map<string, One[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}
