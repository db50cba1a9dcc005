import type { Db, Tx } from '@/server/db/client';

/** A month partition of the findings. `results`: the database's estimate. */
export type FindingMonth = { table: string; month: Date; results: number; bytes: number };

/** Partitions that lie wholly before a time, oldest first. */
export async function findingMonths(db: Db | Tx, before: Date): Promise<FindingMonth[]> {
  const rows = await db.$queryRaw<{ table: string; results: number; bytes: number }[]>`
    select c.relname::text as table, greatest(c.reltuples, 0)::float8 as results, pg_total_relation_size(c.oid)::float8 as bytes
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'finding_result'::regclass
    order by c.relname`;
  return rows
    .map((row) => ({ ...row, month: monthOfTable(row.table) }))
    .filter(({ month }) => nextMonth(month) <= before);
}

export const nextMonth = (month: Date): Date => new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1));

/** @throws RangeError for a table that `ensure_finding_partition` did not name */
function monthOfTable(table: string): Date {
  const [, year, month] = /^finding_result_(\d{4})(\d{2})$/.exec(table) ?? [];
  if (year === undefined || month === undefined) throw new RangeError(`partition: ${table}`);
  return new Date(Date.UTC(Number(year), Number(month) - 1));
}
