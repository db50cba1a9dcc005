import type { Db, Tx } from '@/server/db/client';

/** Newest images of a finding that tell what chance puts outside. */
const NEWEST = 1_000;

/**
 * The null of the outside share: evidence spread evenly over an image lies outside the anatomy by the share of the area
 * there. Of the newest 1,000 images of each finding with a map and usable masks, ascending. By finding id.
 */
export async function readChance(db: Db | Tx, findingIds: readonly number[]): Promise<Map<number, Float64Array>> {
  if (findingIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ findingId: number; levels: number[] }[]>`
    select f.id as "findingId", array_agg(n.area_outside order by n.area_outside) as levels
    from finding f
    cross join lateral (
      select r.area_outside
      from finding_result r
      where r.finding_id = f.id and r.area_outside is not null
      order by r.at desc, r.prediction_id
      limit ${NEWEST}
    ) n
    where f.id = any(${[...findingIds]}::int[])
    group by f.id`;
  return new Map(rows.map(({ findingId, levels }) => [findingId, Float64Array.from(levels)]));
}

/** How long a full set of levels serves the worker: it changes by a few of a thousand meanwhile. */
const KEPT_MS = 60_000;

/** `readChance` for whoever asks with every batch of images. */
export function openChance(db: Db): (tx: Db | Tx, findingIds: readonly number[]) => Promise<Map<number, Float64Array>> {
  const kept = known.get(db) ?? new Map<number, { until: number; levels: Float64Array }>();
  known.set(db, kept);
  return async (tx, findingIds) => {
    const now = performance.now();
    const stale = findingIds.filter((id) => (kept.get(id)?.until ?? 0) < now);
    for (const [id, levels] of await readChance(tx, stale)) kept.set(id, { until: now + KEPT_MS, levels });
    const told = new Map(
      findingIds.flatMap((id) => (kept.has(id) ? [[id, kept.get(id)?.levels ?? NONE] as const] : [])),
    );
    for (const [id, { levels }] of kept) if (levels.length < NEWEST) kept.delete(id);
    return told;
  };
}

const known = new WeakMap<Db, Map<number, { until: number; levels: Float64Array }>>();
const NONE = new Float64Array(0);
