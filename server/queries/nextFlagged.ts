import type { CohortFilter } from '@/server/cohort/cohortFilter';
import { db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { isUuid } from '@/server/db/isUuid';
import { apartFrom, caseConditions, caseSource } from './caseRows';

/**
 * The next flagged case behind this one in a filtered list, newest first, whether or not this one is flagged or in
 * the list; null when none follows. `hidden`: those of which the caller may not hear that they are flagged.
 */
export async function nextFlagged(
  id: string,
  filter: CohortFilter,
  hidden: ReadonlySet<string> = new Set(),
): Promise<string | null> {
  if (!isUuid(id)) return null;
  const flagged: CohortFilter = { ...filter, flagged: 'true' };
  const [next] = await db().$queryRaw<{ id: string }[]>(Prisma.sql`
    select i.id
    from ${caseSource(flagged)}
    where ${caseConditions(flagged)} ${apartFrom(hidden, flagged, 'received')}
      and (i.received_at, i.id) < (select h.received_at, h.id from instance h where h.id = ${id}::uuid)
    order by i.received_at desc, i.id desc
    limit 1`);
  return next?.id ?? null;
}
