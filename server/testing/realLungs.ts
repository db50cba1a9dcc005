import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { z } from 'zod';
import { keepLungs } from '@/server/audit/keepLungs';
import type { Mask } from '@/server/audit/mask';
import { maskArea } from '@/server/audit/maskArea';
import { uniteMasks } from '@/server/audit/uniteMasks';
import type { Radiograph } from '@/server/image/radiograph';
import { cleanZones } from '@/server/inference/cleanZones';
import { openSegmenter, type Segmenter } from '@/server/inference/segmenter';
import { segmenterManifest } from '@/server/model/manifest';
import { ZONE_SIDE } from '@/server/pipeline/zonesOf';
import { assetsDir } from './assets';

const MODELS = join(import.meta.dirname, '../../models');

/**
 * What a shipped segmenter finds on one real image, against the lungs that another model found: agreement, not
 * accuracy. Nobody has drawn these lungs, and of the heart there is no mask at all.
 */
export type RealLungs = {
  /** Row of metadata.csv. Even rows are those that choices were made on, odd rows are looked at once. */
  index: number;
  view: 'AP' | 'PA';
  cardiomegaly: boolean;
  /** Both lungs united, largest two components, holes filled; and with each lung and the heart cleaned apart first. */
  dice: number;
  diceOfPieces: number;
  /** Shares of the picture. */
  lungArea: number;
  referenceArea: number;
  heartArea: number;
  /** Greatest width of the heart by that of both lungs. NaN without either. */
  cardiothoracicRatio: number;
  /** The left lung's middle is left of the right lung's in the picture, where the patient's right is. */
  swapped: boolean;
  /** Of inference alone, interpolation to the zones' grid included. */
  milliseconds: number;
};

const row = z.object({
  file: z.string(),
  mask_file: z.string(),
  view: z.enum(['AP', 'PA']),
  label_Cardiomegaly: z.enum(['0', '1']),
});

export function openShippedSegmenter(name: string): Promise<Segmenter> {
  const folder = join(MODELS, name);
  const manifest = segmenterManifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  return openSegmenter(readFileSync(join(folder, 'model.onnx')), manifest, { threads: 1 });
}

async function greyOf(path: string): Promise<Radiograph> {
  const { data, info } = await sharp(path).greyscale().raw().toBuffer({ resolveWithObject: true });
  return { height: info.height, width: info.width, pixels: Float32Array.from(data) };
}

/** All 260 real images, in the order of metadata.csv. */
export async function measureRealLungs(segmenter: Segmenter): Promise<RealLungs[]> {
  const dev = join(assetsDir, 'images/dev');
  const records: unknown[] = parse(readFileSync(join(dev, 'metadata.csv')), { columns: true });
  const measured: RealLungs[] = [];
  for (const [index, record] of records.entries()) {
    const { file, mask_file, view, label_Cardiomegaly } = row.parse(record);
    const radiograph = await greyOf(join(dev, file));
    const reference = await greyOf(join(dev, mask_file));
    const { height, width } = reference;
    const expected = { height, width, data: Uint8Array.from(reference.pixels, (v) => (v > 127 ? 1 : 0)) };
    measured.push({
      index,
      view,
      cardiomegaly: label_Cardiomegaly === '1',
      ...(await compare(segmenter, radiograph, expected)),
    });
  }
  return measured;
}

type Compared = Omit<RealLungs, 'index' | 'view' | 'cardiomegaly'>;

/** On the grid that the product finds its zones on. */
async function compare(segmenter: Segmenter, radiograph: Radiograph, reference: Mask): Promise<Compared> {
  if (Math.max(reference.height, reference.width) !== ZONE_SIDE) {
    throw new RangeError(`reference mask: ${reference.height} × ${reference.width}`);
  }
  const began = performance.now();
  const found = await segmenter.segment(radiograph, [reference.height, reference.width]);
  const milliseconds = performance.now() - began;
  const masks = (zones: typeof found) => new Map(zones.map(({ zone, mask }) => [zone, mask]));
  const lungsOf = (zones: typeof found) => {
    const { left, right } = sides(masks(zones));
    return uniteMasks([left, right]);
  };
  const clean = cleanZones(found);
  const lungs = keepLungs(lungsOf(found));
  const heart = masks(clean).get('heart');
  const { left, right } = sides(masks(clean));
  const pixels = reference.data.length;
  return {
    dice: dice(lungs, reference),
    diceOfPieces: dice(lungsOf(clean), reference),
    lungArea: maskArea(lungs) / pixels,
    referenceArea: maskArea(reference) / pixels,
    heartArea: heart ? maskArea(heart) / pixels : 0,
    cardiothoracicRatio: heart ? breadth(heart).width / breadth(uniteMasks([left, right])).width : Number.NaN,
    swapped: breadth(left).middle < breadth(right).middle,
    milliseconds,
  };
}

function sides(zones: ReadonlyMap<string, Mask>): { left: Mask; right: Mask } {
  const [left, right] = [zones.get('lung-left'), zones.get('lung-right')];
  if (!left || !right) throw new RangeError(`zones: ${[...zones.keys()]}, no left and right lung`);
  return { left, right };
}

/** 2 |A ∩ B| / (|A| + |B|). */
function dice(found: Mask, expected: Mask): number {
  let both = 0;
  for (let i = 0; i < expected.data.length; i++) both += (found.data[i] ?? 0) * (expected.data[i] ?? 0);
  return (2 * both) / (maskArea(found) + maskArea(expected));
}

/** Columns from the first to the last that has mask, and their middle; NaN of an empty mask. */
function breadth({ width, data }: Mask): { width: number; middle: number } {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < data.length; i++) {
    if (data[i] !== 1) continue;
    first = Math.min(first, i % width);
    last = Math.max(last, i % width);
  }
  return first > last
    ? { width: Number.NaN, middle: Number.NaN }
    : { width: last - first + 1, middle: (first + last) / 2 };
}
