import type { Mask } from '@/server/audit/mask';
import type { SaliencyMap } from '@/server/audit/saliencyMap';
import type { Db, Tx } from '@/server/db/client';
import type { Lesion } from '@/server/db/generated/client';
import { bilinearResize } from '@/server/image/bilinearResize';
import { decodeMask } from '@/server/image/maskPng';
import { boxesMask } from '@/server/localisation/boxesMask';
import { LOCALISATION_VERSION } from '@/server/localisation/definition';
import { isNegativeOnLesion } from '@/server/localisation/isNegativeOnLesion';
import { lesionBoxesOf } from '@/server/localisation/lesionBoxesOf';
import { LESION_SIDE, lesionSize } from '@/server/localisation/lesionMask';
import { localise } from '@/server/localisation/localise';
import { askFlags } from '@/server/queue/askFlags';
import type { FileStore } from '@/server/store/fileStore';
import { type FoundMap, readLocalisable } from './readLocalisable';

type Context = { db: Db; store: FileStore; now: () => Date };

type Row = {
  predictionId: string;
  findingId: number;
  method: string;
  source: string;
  figures: Record<string, number | boolean | null>;
  undefinedReason: string | null;
  negativeOnLesion: boolean;
};

/**
 * Holds every stored map of an instance against the lesions of its finding, and writes what comes out in the place of what
 * was there; again, it changes nothing. Exploratory maps are of no finding and left out.
 */
export async function localiseInstance({ db, store, now }: Context, instanceId: string): Promise<void> {
  const instance = await db.instance.findUnique({
    where: { id: instanceId },
    select: { height: true, width: true, lesions: true, truths: { select: { finding: true, value: true } } },
  });
  if (instance === null || instance.lesions.length === 0) return;
  const maps = await readLocalisable(
    db,
    instanceId,
    instance.lesions.map(({ finding }) => finding),
  );
  const truths = new Map(instance.truths.map(({ finding, value }) => [finding, value]));
  const rows: Row[] = [];
  for (const lesion of instance.lesions) {
    const own = maps.filter(({ finding }) => finding === lesion.finding);
    if (own.length === 0) continue;
    const mask = await maskOf(store, lesion, instance);
    const truth = truths.get(lesion.finding) === 0 ? 0 : 1;
    for (const found of own) rows.push(rowOf(found, lesion.source, mask, truth));
  }
  await db.$transaction(async (tx) => write(tx, instanceId, { rows, lesions: instance.lesions, now: now() }));
}

/** Boxes are drawn on the picture's own shape; a picture that nobody sent is taken for square. */
async function maskOf(
  store: FileStore,
  { sha256, boxes }: Lesion,
  { height, width }: { height: number | null; width: number | null },
): Promise<Mask> {
  if (sha256 !== null) return decodeMask(await store.get(sha256));
  return boxesMask(lesionBoxesOf(boxes), ...lesionSize(height ?? LESION_SIDE, width ?? LESION_SIDE));
}

function rowOf({ predictionId, findingId, method, map }: FoundMap, source: string, mask: Mask, truth: 0 | 1): Row {
  const { figures, undefinedReason, ...evidence } = localised(map, mask);
  return {
    ...{ predictionId, findingId, method, source, undefinedReason },
    figures: { ...evidence, ...figures },
    negativeOnLesion: isNegativeOnLesion(evidence, truth),
  };
}

/** A map that is not made of numbers says nothing of a lesion. */
function localised(map: SaliencyMap, mask: Mask) {
  if (map.values.every(Number.isFinite)) return localise(map, mask, bilinearResize);
  const area = mask.data.reduce((sum, inside) => sum + inside, 0) / mask.data.length;
  return { area, contribution: 0, negativeShare: null, figures: null, undefinedReason: 'map_not_finite' };
}

type Write = { rows: Row[]; lesions: Lesion[]; now: Date };

/** Of lesions that changed meanwhile nothing is written: who changed them has asked again. */
async function write(tx: Tx, instanceId: string, { rows, lesions, now }: Write): Promise<void> {
  await tx.$queryRaw`select 1 as held from instance where id = ${instanceId}::uuid for update`;
  const current = await tx.lesion.findMany({
    where: { instanceId },
    select: { finding: true, source: true, receivedAt: true },
  });
  const isCurrent =
    current.length === lesions.length &&
    lesions.every((lesion) =>
      current.some(
        ({ finding, source, receivedAt }) =>
          finding === lesion.finding &&
          source === lesion.source &&
          receivedAt.getTime() === lesion.receivedAt.getTime(),
      ),
    );
  if (!isCurrent || rows.length === 0) return;
  await tx.$executeRaw`
    insert into localisation (
      prediction_id, finding_id, method, source, definition_version, figures, undefined_reason, negative_on_lesion,
      created_at
    )
    select p.id, "findingId", method, source, ${LOCALISATION_VERSION}, figures, "undefinedReason", "negativeOnLesion", ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
      "predictionId" uuid, "findingId" int, method text, source text, figures jsonb, "undefinedReason" text,
      "negativeOnLesion" boolean
    )
    join prediction p on p.id = "predictionId"
    on conflict (prediction_id, finding_id, method, source) do update
    set figures = excluded.figures, definition_version = excluded.definition_version,
      undefined_reason = excluded.undefined_reason, negative_on_lesion = excluded.negative_on_lesion,
      created_at = excluded.created_at`;
  await askFlags(tx, [instanceId]);
}
