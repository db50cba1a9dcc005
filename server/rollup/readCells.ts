import type { Tx } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { VALUES_TEXT } from './columns';

/** A stored cell. `start`: milliseconds; `values`: in the form of `ExactSum.addText`. */
export type StoredCell = {
  by: string;
  stratum: string;
  site: string;
  findingId: number;
  start: number;
  values: string[];
};

const PAGE = 5_000;

/** The cells of a condition on `c`, in pages. */
export async function* readCells(tx: Tx, condition: Prisma.Sql): AsyncGenerator<StoredCell[]> {
  await tx.$executeRaw`
    declare cells no scroll cursor for
    select c.by, c.stratum, c.site, concat_ws('|', c.finding_id, extract(epoch from c.start)::bigint, ${VALUES_TEXT}) as line
    from rollup_cell c
    where ${condition}`;
  for (;;) {
    const rows = await tx.$queryRaw<Row[]>`fetch ${Prisma.raw(String(PAGE))} from cells`;
    if (rows.length === 0) break;
    yield rows.map(parse);
  }
  await tx.$executeRaw`close cells`;
}

type Row = { by: string; stratum: string; site: string; line: string };

function parse({ line, ...place }: Row): StoredCell {
  const [findingId, start, ...values] = line.split('|');
  return { ...place, findingId: Number(findingId), start: Number(start) * 1000, values };
}
