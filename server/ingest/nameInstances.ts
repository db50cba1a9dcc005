import type { Db } from '@/server/db/client';
import type { KeyedHash } from './keyedHash';
import { instanceKey } from './predictions/preparedLine';

/** How a line names its instance: by its id, or by what its sender calls it at a site. */
export type Naming = { instanceId?: string | undefined; externalId?: string | undefined; site?: string | undefined };

/** Ids of the instances of lines; null where nothing is known under the sender's name. An id may name nothing, too. */
export async function nameInstances(db: Db, hash: KeyedHash, lines: readonly Naming[]): Promise<(string | null)[]> {
  const keys = lines.map(({ externalId, site }) =>
    externalId === undefined || site === undefined ? null : instanceKey(hash, site, externalId),
  );
  const known = await db.instance.findMany({
    where: { sha256: { in: [...new Set(keys.flatMap((key) => key ?? []))] } },
    select: { id: true, sha256: true, site: true },
  });
  const ids = new Map(known.map(({ id, sha256, site }) => [`${sha256} ${site}`, id]));
  return lines.map(({ instanceId, site }, index) => instanceId ?? ids.get(`${keys[index]} ${site}`) ?? null);
}
