import type { Db } from '@/server/db/client';

/** Events of this many last commits are looked at; when all of them are newer, something has surely changed. */
const LOOK_BACK = 1_000;

/** Whether results or truths came in, or an import wrote, since a moment. Reads a few pages, whatever there is. */
export async function hasNewResults(db: Db, since: Date): Promise<boolean> {
  const [row] = await db.$queryRaw<{ changed: boolean }[]>`
    select exists (select 1 from import_run where updated_at > ${since})
      or (select count(*) filter (
            where type in ('prediction:committed', 'instance:finished', 'truth:recorded', 'demonstration:changed')
          ) > 0 or count(*) = ${LOOK_BACK}
          from (select type, created_at from outbox order by seq desc limit ${LOOK_BACK}) recent
          where created_at > ${since})
      as changed`;
  return row?.changed ?? false;
}
