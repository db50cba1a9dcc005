import type { Db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { type ReadImage, readImages } from './maskedImages';

/**
 * At most `most` images that a version has read, the same ones every time: by a hash of their ids, in its order, so that
 * the first of them are a sample as well. `withMaps`: only those that have stored maps.
 */
export async function sampleImages(
  db: Db,
  versionId: string,
  { most, withMaps }: { most: number; withMaps: boolean },
): Promise<ReadImage[]> {
  const attribution = withMaps ? Prisma.sql`join attribution a on a.prediction_id = p.id` : Prisma.empty;
  const rows = await db.$queryRaw<{ id: string }[]>`
    select p.instance_id::text as id
    from prediction p
    join instance i on i.id = p.instance_id and i.file_sha256 is not null
    ${attribution}
    where p.version_id = ${versionId}::uuid
    order by hashtextextended(p.instance_id::text, 4), p.instance_id
    limit ${most}`;
  const ids = rows.map(({ id }) => id);
  const images = await readImages(db, versionId, ids);
  return images.toSorted((a, b) => ids.indexOf(a.instanceId) - ids.indexOf(b.instanceId));
}
