import type { Db, Tx } from '@/server/db/client';
import { HOLDS_NOTHING } from './columns';

/** Removes cells whose results were all taken out again; those that somebody writes to just now are left. */
export async function removeEmptyCells(db: Db | Tx): Promise<void> {
  await db.$executeRaw`
    delete from rollup_cell
    where ctid = any(array(select c.ctid from rollup_cell c where ${HOLDS_NOTHING} for update skip locked))`;
}
