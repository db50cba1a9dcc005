import { z } from 'zod';
import type { SaliencyMap } from '@/server/audit/saliencyMap';
import type { Db } from '@/server/db/client';
import { METHODS } from '@/server/saliency/saliencyMethod';
import { bytesFloat32 } from './float32Bytes';

/** A stored map of one finding of one prediction. */
export type FoundMap = { predictionId: string; findingId: number; finding: string; method: string; map: SaliencyMap };

/**
 * The maps of an instance that are of one of the findings, of every version: the one that comes with a reading, and of each
 * method that was asked for the newest. Those that say nothing, and exploratory ones, are left out.
 */
export async function readLocalisable(db: Db, instanceId: string, findings: string[]): Promise<FoundMap[]> {
  const predictions = await db.prediction.findMany({
    where: { instanceId },
    select: {
      id: true,
      attribution: true,
      saliencyMaps: { where: { finding: { name: { in: findings } } }, orderBy: { createdAt: 'asc' } },
      version: { select: { findings: { where: { name: { in: findings } } } } },
    },
  });
  return predictions.flatMap(({ id: predictionId, attribution, saliencyMaps, version }) =>
    version.findings.flatMap(({ id: findingId, name: finding, channel }) => {
      const of = { predictionId, findingId, finding };
      const live = attribution === null ? null : channelOf(attribution, channel);
      const made = new Map(
        saliencyMaps
          .filter((row) => row.findingId === findingId && isOfFinding(row.method) && saysSomething(row.figures))
          .map((row) => [row.method, row]),
      );
      return [
        ...(attribution === null || live === null ? [] : [{ ...of, method: attribution.method, map: live }]),
        ...[...made.values()].map(({ method, height, width, values }) => ({
          ...{ ...of, method },
          map: { height, width, values: bytesFloat32(values) },
        })),
      ];
    }),
  );
}

const isOfFinding = (method: string): boolean =>
  Object.values(METHODS).some(({ name, isExploratory }) => name === method && !isExploratory);

const reason = z.object({ undefinedReason: z.string().nullable().optional() });

const saysSomething = (figures: unknown): boolean => (reason.parse(figures).undefinedReason ?? null) === null;

/** One finding's map; null where a sender gave fewer maps than findings. */
function channelOf(
  { height, width, maps }: { height: number; width: number; maps: Uint8Array },
  channel: number,
): SaliencyMap | null {
  const bytes = maps.subarray(channel * height * width * 4, (channel + 1) * height * width * 4);
  return bytes.length < height * width * 4 ? null : { height, width, values: bytesFloat32(bytes) };
}
