import { otsuThreshold } from './otsuThreshold';

/** What is told on the pixels of an enlarged map. */
export type PictureFigures = { hit: boolean; rank: number; iou: number | null };

/**
 * Hit, rank accuracy and IoU of a picture of positive evidence against a lesion of the same size, pixel by pixel.
 * @param picture values from 0 up, Float32Array [pixels]
 * @param lesion 0 or 1 a pixel, not empty
 */
export function pictureFigures(picture: Float32Array, lesion: Uint8Array): PictureFigures {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, 0];
  for (const value of picture) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const hit = picture.some((value, i) => value === highest && lesion[i] === 1);
  const rank = rankAccuracy(picture, lesion);
  // Min–max normalising makes nothing of a picture that is the same everywhere.
  if (highest === lowest) return { hit, rank, iou: null };
  const normalised = Float64Array.from(picture, (value) => (value - lowest) / (highest - lowest));
  return { hit, rank, iou: overlap(normalised, lesion) };
}

/**
 * Share of the K highest pixels that are in the lesion, K being its number of pixels. Of pixels that tie for the last
 * places each counts by its chance to get one, so that the order in which pixels are stored decides nothing.
 */
function rankAccuracy(picture: Float32Array, lesion: Uint8Array): number {
  const places = lesion.reduce((sum, inside) => sum + inside, 0);
  const last = picture.toSorted()[picture.length - places] ?? 0;
  const counts = { above: 0, aboveInside: 0, tied: 0, tiedInside: 0 };
  for (const [i, value] of picture.entries()) {
    if (value < last) continue;
    const inside = lesion[i] ?? 0;
    if (value > last) {
      counts.above += 1;
      counts.aboveInside += inside;
    } else {
      counts.tied += 1;
      counts.tiedInside += inside;
    }
  }
  return (counts.aboveInside + ((places - counts.above) * counts.tiedInside) / counts.tied) / places;
}

/** Null where nothing is above the threshold: of nothing there is no overlap (true positives only, CheXlocalize). */
function overlap(values: Float64Array, lesion: Uint8Array): number | null {
  const threshold = otsuThreshold(values);
  const counts = { both: 0, either: 0, above: 0 };
  for (const [i, value] of values.entries()) {
    const isAbove = Math.floor(value * 255) / 255 > threshold;
    const isInside = lesion[i] === 1;
    if (isAbove) counts.above += 1;
    if (isAbove && isInside) counts.both += 1;
    if (isAbove || isInside) counts.either += 1;
  }
  return counts.above === 0 ? null : counts.both / counts.either;
}
