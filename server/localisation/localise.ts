import { checkMask } from '@/server/audit/checkMask';
import type { Mask } from '@/server/audit/mask';
import { poolToGrid } from '@/server/audit/poolToGrid';
import { checkSaliencyMap, type SaliencyMap } from '@/server/audit/saliencyMap';
import { pictureFigures } from './pictureFigures';

/** How one map lies to one lesion, of positive evidence alone; shares 0–1. */
export type LocalisationFigures = {
  /** Pointing game: whether the picture's highest pixel, any of those that tie, is in the lesion. No tolerance. */
  hit: boolean;
  /** Share of the positive evidence on the lesion, on the grid by exact area (relevance mass accuracy, Arras et al. 2022). */
  mass: number;
  /** Share of the K highest pixels that are in the lesion, K being its pixels (relevance rank accuracy, the same). */
  rank: number;
  /** Intersection over union of the lesion and the map above Otsu's threshold; null where nothing is above it. */
  iou: number | null;
  /** log2 of `mass` over the lesion's area: 0 is what chance gives; null where no evidence is on the lesion. */
  enrichment: number | null;
};

/** What is said of the signed evidence on a lesion; defined for every map. */
export type LesionEvidence = {
  /** The lesion's share of the picture, 0–1. */
  area: number;
  /** Signed evidence on the lesion over all cells: of an additive map in logits. */
  contribution: number;
  /** Of the absolute evidence on the lesion the negative share; null where it has none. */
  negativeShare: number | null;
};

export type Localised = LesionEvidence & {
  /** Null with the reason where the map has no positive evidence (under 1e-4 a cell, as of the outside share). */
  figures: LocalisationFigures | null;
  undefinedReason: 'no_positive_evidence' | null;
};

/** Mean positive evidence of a cell under which there is none (SCIENCE §0a.1). */
export const NO_EVIDENCE = 1e-4;

/** Values [from] on the pixels [to], each [height, width]: bilinear, half-pixel centres, as `bilinearResize` has it. */
export type Enlarge = (
  values: Float32Array,
  from: [height: number, width: number],
  to: [height: number, width: number],
) => Float32Array;

/**
 * Holds one signed map against one lesion (SCIENCE §3). Shares of evidence are taken on the map's own grid with the lesion
 * pooled by area. Hit, rank and IoU are told on the picture, as CheXlocalize tells them (Saporta et al., Nat Mach Intell
 * 2022): negatives to 0, then bilinear to the mask's size; so a lesion smaller than a cell can be hit by its cell.
 * @param lesion mask of the whole picture that the map is of, [height, width]
 * @throws RangeError `lesion: empty`, and as `checkMask` and `checkSaliencyMap`
 */
export function localise(map: SaliencyMap, lesion: Mask, enlarge: Enlarge): Localised {
  checkSaliencyMap(map);
  checkMask(lesion);
  const pixels = lesion.data.reduce((sum, inside) => sum + inside, 0);
  if (pixels === 0) throw new RangeError('lesion: empty');
  const cells = map.values.length;
  const area = pixels / lesion.data.length;
  const { positive, inside, negativeInside } = sumsOf(map, poolToGrid(lesion, map.height, map.width));
  const absolute = inside + negativeInside;
  const told: LesionEvidence = {
    area,
    contribution: (inside - negativeInside) / cells,
    negativeShare: absolute > 0 ? negativeInside / absolute : null,
  };
  if (positive / cells < NO_EVIDENCE) return { ...told, figures: null, undefinedReason: 'no_positive_evidence' };
  const mass = Math.min(1, inside / positive);
  const enrichment = mass > 0 ? Math.log2(mass / area) : null;
  const picture = enlarge(
    map.values.map((value) => Math.max(0, value)),
    [map.height, map.width],
    [lesion.height, lesion.width],
  );
  return { ...told, figures: { ...pictureFigures(picture, lesion.data), mass, enrichment }, undefinedReason: null };
}

/** Evidence for the finding, and what of it and of the evidence against it is on the lesion; sums over cells. */
function sumsOf({ values }: SaliencyMap, coverage: Float64Array) {
  const sums = { positive: 0, inside: 0, negativeInside: 0 };
  for (const [i, value] of values.entries()) {
    const share = coverage[i] ?? 0;
    sums.positive += Math.max(0, value);
    sums.inside += Math.max(0, value) * share;
    sums.negativeInside += Math.max(0, -value) * share;
  }
  return sums;
}
