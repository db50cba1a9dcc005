import { STRATIFIERS } from '@/server/cohort/cohortFilter';
import type { Db, Tx } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { ALL_START, addRows, type CellRow } from './applyCells';
import { coarsenRollup } from './compact';
import { contributionOf } from './contribution';
import type { Grain } from './grain';
import { holdRollup, inLongSnapshot } from './holdRollup';
import { cellNumber, cellOfNumber, nextMonth, type Resolution, resolutionAt } from './monthCells';
import { readCells } from './readCells';
import { readResults } from './readResults';
import { removeEmptyCells } from './removeEmptyCells';
import { cellRow, Places, SumBook } from './sumBook';

/** Cells of a time, so that the index by grain, stratifier and start serves. */
const TIMED = Prisma.sql`c.grain in ('hour', 'day', 'month') and c.by = any(${[...STRATIFIERS]})`;

/** Cells that are mended in one transaction. */
const BATCH = 1_000;

export type Rebuild = { results: number; differences: number };

/** `now`: as `compactRollup`; `progress`: results read so far, of how many. */
export type RebuildOptions = { keep: boolean; now?: Date; progress?: (done: number, total: number) => void };

/**
 * Makes the rollup anew from the raw results and compares it with what the increments had made, summed over time as
 * compaction does; the cells of the whole time are compared with all results and sealed months. Results and cells are
 * written together, so one snapshot of both is consistent, and nobody who writes waits. `differences` counts strata
 * (finding × stratifier × stratum × site, whole time or not) that did not agree to the bit. With `keep` they are mended
 * by adding what is missing, which commutes with what is written meanwhile, and the rollup is no longer stale.
 */
export function rebuildRollup(db: Db, options: RebuildOptions): Promise<Rebuild> {
  return holdRollup(db, async () => {
    const now = options.now ?? new Date();
    const found = await inLongSnapshot(db, (tx) => compare(db, tx, { ...options, now }));
    if (options.keep) {
      await coarsenRollup(db, now);
      await removeEmptyCells(db);
      await db.$executeRaw`update rollup_state set stale = false`;
    }
    return found;
  });
}

async function compare(db: Db, tx: Tx, { keep, now, progress }: RebuildOptions & { now: Date }): Promise<Rebuild> {
  const { sealed, resolution, months, total } = await readExtent(tx, now);
  const places = new Places();
  const whole = new SumBook();
  const different = new Set<string>();
  const mend = async (grain: Grain, rows: CellRow[]) => {
    for (const { findingId, by, stratum, site } of rows) {
      different.add([findingId, by, stratum, site, grain === 'all'].join('\0'));
    }
    for (let i = 0; keep && i < rows.length; i += BATCH) {
      await db.$transaction((writing) => addRows(writing, grain, rows.slice(i, i + BATCH)));
    }
  };
  let results = 0;
  for (const month of months) {
    const own = new SumBook();
    for await (const page of readResults(tx, month, places)) {
      for (const { result, places: numbers, time } of page) {
        const contribution = contributionOf(result, 1);
        const number = cellNumber(time, month, resolution);
        for (const place of numbers) own.at(place, result.findingId, number).add(contribution);
      }
      results += page.length;
      progress?.(results, total);
    }
    for (const { place, findingId, sum } of own.entries()) whole.at(place, findingId, 0).addSum(sum);
    const cells = Prisma.sql`${TIMED} and c.start >= ${month} and c.start < ${nextMonth(month)}`;
    await addCells(tx, cells, -1, { book: own, places, number: (time) => cellNumber(time, month, resolution) });
    for (const grain of ['hour', 'day', 'month'] as const) await mend(grain, rowsOf(own, places, month, grain));
  }
  if (sealed !== null) {
    const cells = Prisma.sql`${TIMED} and c.start < ${sealed}`;
    await addCells(tx, cells, 1, { book: whole, places, number: () => 0 });
  }
  await addCells(tx, Prisma.sql`c.grain = 'all'`, -1, { book: whole, places, number: () => 0 });
  await mend('all', rowsOf(whole, places, ALL_START, 'all'));
  return { results, differences: different.size };
}

type Into = { book: SumBook; places: Places; number: (time: number) => number };

async function addCells(tx: Tx, condition: Prisma.Sql, sign: 1 | -1, { book, places, number }: Into): Promise<void> {
  for await (const page of readCells(tx, condition)) {
    for (const { by, stratum, site, findingId, start, values } of page) {
      book.at(places.numberOf(by, stratum, site), findingId, number(start)).addText(values, sign);
    }
  }
}

/** What is not zero: what the cells of a grain lack. */
function rowsOf(book: SumBook, places: Places, month: Date, grain: Grain): CellRow[] {
  const rows: CellRow[] = [];
  for (const { place, findingId, start, sum } of book.entries()) {
    const cell = grain === 'all' ? { grain, start: ALL_START } : cellOfNumber(start, month);
    if (cell.grain === grain && !sum.isZero()) rows.push(cellRow(places.at(place), findingId, cell.start, sum));
  }
  return rows;
}

type Extent = { sealed: Date | null; resolution: Resolution; months: Date[]; total: number };

async function readExtent(tx: Tx, now: Date): Promise<Extent> {
  const state = await tx.rollupState.findUnique({ where: { id: 1 } });
  const sealed = state?.sealedBefore ?? null;
  const from = Prisma.sql`coalesce(${sealed}::timestamptz, '-infinity')`;
  const [ends] = await tx.$queryRaw<{ days: Date | null; months: Date | null }[]>`
    select max(start) filter (where grain = 'day') + interval '1 day' as days,
      date_trunc('month', max(start) filter (where grain = 'month'), 'UTC') + interval '1 month' as months
    from rollup_cell where grain in ('day', 'month')`;
  const months = await tx.$queryRaw<{ month: Date }[]>`
    select distinct date_trunc('month', at, 'UTC') as month
    from (select at from prediction union all select start from rollup_cell where grain <> 'all') times
    where at >= ${from}
    order by 1`;
  const [count] = await tx.$queryRaw<{ n: number }[]>`
    select count(*)::float8 as n from finding_result where at >= ${from}`;
  return {
    sealed,
    resolution: resolutionAt(now, ends?.days ?? null, ends?.months ?? null),
    months: months.map(({ month }) => month),
    total: count?.n ?? 0,
  };
}
