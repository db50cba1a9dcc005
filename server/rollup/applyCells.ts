import type { Tx } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import type { CellDelta } from './cell';
import { addToSum, type CellSum, emptySum, histogramTexts, measureText } from './cellSum';
import { ADD_TO_CELL, CELL_ORDER, columnOf, VALUE_COLUMNS } from './columns';
import { type Grain, grainOf } from './grain';
import { HISTOGRAMS, MEASURES } from './measures';

/** Where the cells that hold the whole time start. */
export const ALL_START = new Date(0);

/** What is added to one cell of a grain. `measures`: as text, `histograms`: as the text of arrays. */
export type CellRow = {
  findingId: number;
  by: string;
  stratum: string;
  site: string;
  start: Date;
  measures: string[];
  histograms: string[];
};

/**
 * Adds deltas to the rollup inside the caller's transaction: to the cell of their hour and to that of the whole time.
 * With `now`, results of times for which hours or days are no longer kept go where compaction would bring them: an
 * import of years then writes months. Cells are locked in one order, so that concurrent writers cannot deadlock. The
 * caller holds the row lock of the instance.
 */
export async function applyCells(tx: Tx, deltas: readonly CellDelta[], now?: Date): Promise<void> {
  if (deltas.length === 0) return;
  await addRows(tx, 'all', mergeDeltas(deltas, ALL_START).map(rowOf));
  const placed = now === undefined ? [{ grain: 'hour' as const, deltas }] : byGrain(deltas, now);
  for (const { grain, deltas } of placed) await addRows(tx, grain, mergeDeltas(deltas).map(rowOf));
}

function byGrain(deltas: readonly CellDelta[], now: Date): { grain: Grain; deltas: CellDelta[] }[] {
  const own = deltas.map((delta) => {
    const { grain, start } = grainOf(delta.start, now);
    return { grain, delta: { ...delta, start } };
  });
  return (['hour', 'day', 'month'] as const).flatMap((grain) => {
    const of = own.filter((one) => one.grain === grain).map(({ delta }) => delta);
    return of.length === 0 ? [] : [{ grain, deltas: of }];
  });
}

export type MergedDelta = Pick<CellDelta, 'findingId' | 'by' | 'stratum' | 'site' | 'start'> & CellSum;

/** Sums deltas of the same cell: an upsert may touch each row once only. `start`: of all of them, if given. */
export function mergeDeltas(deltas: readonly CellDelta[], start?: Date): MergedDelta[] {
  const merged = new Map<string, MergedDelta>();
  for (const delta of deltas) {
    const own = start ?? delta.start;
    // No text of the database holds the character 0.
    const key = `${delta.findingId}\0${delta.by}\0${own.getTime()}\0${delta.site}\0${delta.stratum}`;
    let sum = merged.get(key);
    if (sum === undefined) {
      const { findingId, by, stratum, site } = delta;
      sum = { findingId, by, stratum, site, start: own, ...emptySum() };
      merged.set(key, sum);
    }
    addToSum(sum, delta);
  }
  return [...merged.values()];
}

const rowOf = ({ measures, scores, ...cell }: MergedDelta): CellRow => ({
  ...cell,
  measures: Array.from(measures, measureText),
  histograms: histogramTexts(scores),
});

/** A column of numbers; without one where all are zero, as many sums of most commits are. */
const numbers = (rows: readonly CellRow[], index: number): Prisma.Sql | null =>
  rows.every(({ measures }) => measures[index] === '0')
    ? null
    : Prisma.sql`${`{${rows.map(({ measures }) => measures[index]).join(',')}}`}::bigint[]`;

const arrays = (rows: readonly CellRow[], index: number): Prisma.Sql | null =>
  rows.every(({ histograms }) => histograms[index] === '{}')
    ? null
    : Prisma.sql`${`{${rows.map(({ histograms }) => `"${histograms[index]}"`).join(',')}}`}::text[]`;

/**
 * Adds rows to the cells of a grain, each cell at most once and in the order in which everybody locks them. Columns come
 * as arrays, which are read twice as fast as JSON.
 */
export async function addRows(tx: Tx, grain: Grain, rows: readonly CellRow[]): Promise<void> {
  const values = [
    ...MEASURES.map((name, i) => ({ name: columnOf(name), type: '', none: '0', column: numbers(rows, i) })),
    ...HISTOGRAMS.map((name, i) => ({ name: columnOf(name), type: '::int[]', none: "'{}'", column: arrays(rows, i) })),
  ];
  const given = values.flatMap(({ name, column }) => (column === null ? [] : [{ name, column }]));
  const selected = values.map(({ name, type, none, column }) => (column === null ? none : name) + type).join(', ');
  const columns = [
    Prisma.sql`${`{${rows.map(({ findingId }) => findingId).join(',')}}`}::int[]`,
    Prisma.sql`${rows.map(({ by }) => by)}::text[]`,
    Prisma.sql`${rows.map(({ stratum }) => stratum)}::text[]`,
    Prisma.sql`${rows.map(({ site }) => site)}::text[]`,
    Prisma.sql`${`{${rows.map(({ start }) => start.toISOString()).join(',')}}`}::timestamptz[]`,
    ...given.map(({ column }) => column),
  ];
  const names = ['finding_id', 'by', 'stratum', 'site', 'start', ...given.map(({ name }) => name)].join(', ');
  await tx.$executeRaw(Prisma.sql`
    insert into rollup_cell as cell (finding_id, by, stratum, site, grain, start, ${VALUE_COLUMNS})
    select finding_id, by, stratum, site, ${grain}, start, ${Prisma.raw(selected)}
    from unnest(${Prisma.join(columns)}) as delta (${Prisma.raw(names)})
    order by ${CELL_ORDER}
    ${ADD_TO_CELL}`);
}
