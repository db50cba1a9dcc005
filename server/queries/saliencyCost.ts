import { z } from 'zod';
import type { Db } from '@/server/db/client';
import { costOf } from '@/server/saliency/costOf';
import type { SaliencyRequest } from '@/server/saliency/saliencyParameters';

/** Forward passes, and about how many seconds they take here; null before the version has read an image. */
export type SaliencyCost = { forwards: number; seconds: number | null };

/** Newest predictions whose time is looked at. */
const NEWEST = 50;

const graph = z.object({ featureMap: z.object({ channels: z.number().nullable() }).nullable() });

/** What methods cost with a version: by its feature map's channels, and the median time of its newest readings. */
export async function saliencyCost(db: Db, versionId: string): Promise<(request: SaliencyRequest) => SaliencyCost> {
  const version = await db.modelVersion.findUnique({ where: { id: versionId }, select: { graph: true } });
  const known = graph.safeParse(version?.graph);
  const channels = known.success ? (known.data.featureMap?.channels ?? null) : null;
  const [time] = await db.$queryRaw<{ ms: number | null }[]>`
    select percentile_cont(0.5) within group (order by ms) as ms from (
      select (timing->>'classify')::float8 as ms from prediction
      where version_id = ${versionId}::uuid and timing ? 'classify'
      order by at desc limit ${NEWEST}
    ) newest`;
  const ms = time?.ms ?? null;
  return (request) => {
    const forwards = costOf(request, { channels });
    return { forwards, seconds: ms === null ? null : (forwards * ms) / 1_000 };
  };
}
