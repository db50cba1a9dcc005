import type { Db } from '@/server/db/client';
import type { KeyedHash } from './keyedHash';
import { instanceKey } from './predictions/preparedLine';
import type { NamedTruth } from './recordTruths';
import type { TruthLine } from './truthLine';

/** Lines with the ids of their instances; null where nothing is known under the sender's name. */
export async function nameTruths(db: Db, hash: KeyedHash, lines: readonly TruthLine[]): Promise<(NamedTruth | null)[]> {
  const keys = lines.map(({ externalId, site }) =>
    externalId === undefined || site === undefined ? null : instanceKey(hash, site, externalId),
  );
  const known = await db.instance.findMany({
    where: { sha256: { in: [...new Set(keys.flatMap((key) => key ?? []))] } },
    select: { id: true, sha256: true, site: true },
  });
  const ids = new Map(known.map(({ id, sha256, site }) => [`${sha256} ${site}`, id]));
  return lines.map(({ instanceId, site, finding, value, source }, index) => {
    const id = instanceId ?? ids.get(`${keys[index]} ${site}`);
    return id === undefined ? null : { instanceId: id, finding, value, source };
  });
}
