import { db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';

/** How many stored radiographs a version of each scope would read when it is registered. */
export async function storedImages(): Promise<{ all: number; demo: number }> {
  const rows = await db().$queryRaw<{ demo: boolean; n: number }[]>(Prisma.sql`
    select demo, count(*)::int as n from instance
    where file_sha256 is not null and (status in ('done', 'failed') or status_reason = 'no_model') group by demo`);
  const of = (demo: boolean): number => rows.find((row) => row.demo === demo)?.n ?? 0;
  return { all: of(false), demo: of(true) };
}
