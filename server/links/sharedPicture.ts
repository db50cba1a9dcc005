import type { Mask } from '@/server/audit/mask';
import { uniteMasks } from '@/server/audit/uniteMasks';
import { db as processDb } from '@/server/db/client';
import { decodeMask } from '@/server/image/maskPng';
import { nearestResize } from '@/server/image/nearestResize';
import { decodeRaster } from '@/server/image/raster';
import { renderPng } from '@/server/image/render';
import { ByteCache } from '@/server/queries/byteCache';
import { instanceImage } from '@/server/queries/instanceImage';
import { store } from '@/server/store/store';
import { type DrawnPolicy, drawShared } from './drawShared';
import type { LinkCase } from './linkContent';
import type { ImagePolicy } from './linkPolicy';

export type DrawnPicture = { png: Uint8Array; facts: NonNullable<LinkCase['picture']> };

/** Longest side: enough for a page, and what the detectors are made for. */
const SIDE = 1024;

const pngs = new ByteCache(48_000_000);
const facts = new Map<string, DrawnPicture['facts']>();
const MOST_FACTS = 2_000;

/**
 * The picture of a case as a policy lets it be seen, as a PNG made anew: nothing of the file goes along. A file that
 * says that text is burned in is never shown but as outlines. Null without a picture, or where the policy shows none.
 */
export async function sharedPicture(instanceId: string, asked: ImagePolicy): Promise<DrawnPicture | null> {
  if (asked === 'none') return null;
  const instance = await processDb().instance.findUnique({
    where: { id: instanceId },
    select: { fileSha256: true, burnedInAnnotation: true, viewPosition: true, masks: true },
  });
  if (instance?.fileSha256 == null) return null;
  const policy: DrawnPolicy = instance.burnedInAnnotation === true ? 'attribution' : asked;
  const masks = instance.masks.map(({ sha256 }) => sha256).sort();
  const key = [instance.fileSha256, policy, ...masks].join(' ');
  const [png, known] = [pngs.get(key), facts.get(key)];
  const isFrontal = instance.viewPosition === 'PA' || instance.viewPosition === 'AP';
  if (png !== undefined && known !== undefined) return { png, facts: { ...known, isFrontal } };
  const drawn = await draw(instanceId, policy, instance.masks);
  pngs.set(key, drawn.png);
  facts.set(key, drawn.facts);
  for (const oldest of [...facts.keys()].slice(0, Math.max(0, facts.size - MOST_FACTS))) facts.delete(oldest);
  return { png: drawn.png, facts: { ...drawn.facts, isFrontal } };
}

type StoredMask = { zone: string; sha256: string };

async function draw(instanceId: string, policy: DrawnPolicy, masks: readonly StoredMask[]) {
  const preview = await instanceImage(instanceId, { size: SIDE });
  const raster = await decodeRaster(Buffer.from(await preview.bytes()), 'png');
  const zones = (of: (zone: string) => boolean) =>
    unitedMask(
      masks.filter(({ zone }) => of(zone)),
      raster,
    );
  const [lungs, marker] = await Promise.all([
    zones((zone) => zone.startsWith('lung-')),
    zones((zone) => zone === 'marker'),
  ]);
  const { raster: shown, box } = drawShared({ raster, lungs, marker }, policy);
  const png = Uint8Array.from(await renderPng(shown));
  return {
    png,
    facts: { box, height: shown.height, width: shown.width, isOutline: policy === 'attribution', isFrontal: false },
  };
}

async function unitedMask(
  masks: readonly StoredMask[],
  { height, width }: { height: number; width: number },
): Promise<Mask | null> {
  const read = await Promise.all(masks.map(async ({ sha256 }) => decodeMask(await store().get(sha256))));
  const sized = read.map((mask) => nearestResize(mask, [height, width]));
  return sized.length === 0 ? null : uniteMasks(sized);
}
