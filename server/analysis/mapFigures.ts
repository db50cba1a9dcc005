import { FRAME_CELLS, type LungBox, meanInFrame } from '@/server/mapStatistics/anatomicalFrame';
import { groupMaps, type MapGroups } from '@/server/mapStatistics/groupMaps';
import { type MapSet, mapAt } from '@/server/mapStatistics/mapSet';
import type { Anatomies } from '@/server/mapStatistics/maskSwapShares';
import { type OutsideColumns, type OutsideFigures, outsideFigures } from '@/server/mapStatistics/outsideFigures';
import { type Category, overRepresented } from '@/server/mapStatistics/overRepresented';
import { patientShare } from '@/server/mapStatistics/patientMean';
import { meanMap, outsideOfGap, siteGapMap } from '@/server/mapStatistics/siteGapMap';
import { type ZoneFigures, zoneFigures } from '@/server/mapStatistics/zoneFigures';
import type { Grid, MapsAnswer } from './evidenceAnswers';

/** What the arithmetic of maps is handed: all of one order. `truths`: 1, 0 or −1 for not known. */
export type MapCohort = {
  set: MapSet;
  outside: OutsideColumns;
  accounts: Float64Array;
  truths: Int8Array;
  probabilities: Float64Array;
  categories: Category[];
  anatomies: Anatomies;
  /** Cases with both lungs: their maps, boxes, and the sum of their lungs in the frame. */
  lungs: { set: MapSet; boxes: LungBox[]; outlines: Float64Array };
  /** Cases without the finding of two sites; `inside`: mean coverage of their anatomy, null without a mask. */
  gap: { one: MapSet; other: MapSet; inside: Float64Array | null } | null;
  seed: number;
};

export type MapFigures = {
  outside: OutsideFigures | null;
  zones: ZoneFigures[];
  gap: { grid: Grid; gap: number; outsideShare: number | null; areaOutside: number | null } | null;
  average: MapsAnswer['average'];
  grouping: MapsAnswer['grouping'];
  /** `examples`: places in the cohort. */
  clusters: (Omit<MapsAnswer['clusters'][number], 'examples'> & { examples: number[] })[];
};

/** The arithmetic of the `maps` analysis; two seconds for 2,000 maps of 7 × 7. */
export function mapFigures(cohort: MapCohort): MapFigures {
  const { set, outside, accounts, truths, anatomies, seed } = cohort;
  const groups = groupMaps(set, seed);
  return {
    outside: outsideFigures(set, outside, anatomies, seed),
    zones: zoneFigures({ accounts, patients: set.patients, truths }),
    gap: gapOf(cohort),
    average: averageOf(cohort),
    grouping: {
      n: groups.members.length,
      silhouette: groups.silhouette,
      tried: groups.tried,
      none: groups.none,
    },
    clusters: clustersOf(cohort, groups),
  };
}

function gapOf({ gap }: MapCohort): MapFigures['gap'] {
  const found = gap && siteGapMap(gap.one, gap.other);
  if (gap === null || found === null) return null;
  const outside = gap.inside && outsideOfGap(found.cells, gap.inside);
  return {
    grid: grid(gap.one, found.cells),
    gap: found.gap,
    outsideShare: outside?.share ?? null,
    areaOutside: outside?.area ?? null,
  };
}

function averageOf({ lungs: { set, boxes, outlines } }: MapCohort): MapsAnswer['average'] {
  if (boxes.length === 0) return null;
  const frame = { height: FRAME_CELLS, width: FRAME_CELLS };
  return {
    n: boxes.length,
    grid: grid(frame, meanInFrame(set, boxes)),
    lungs: grid(
      frame,
      outlines.map((sum) => sum / boxes.length),
    ),
  };
}

function clustersOf(cohort: MapCohort, { members, labels, count, examples }: MapGroups): MapFigures['clusters'] {
  const { set, outside, probabilities, categories } = cohort;
  const patients = Uint32Array.from(members, (i) => set.patients[i] ?? 0);
  const grouped = categories.map((one) => ({ ...one, codes: Uint16Array.from(members, (i) => one.codes[i] ?? 0) }));
  const over = overRepresented(labels, count, patients, grouped);
  return Array.from({ length: count }, (_, k) => {
    const own = members.filter((__, row) => labels[row] === k);
    const part = partOf(set, own);
    const shares = Float64Array.from(own, (i) => outside.shares[i] ?? Number.NaN);
    return {
      n: own.length,
      share: own.length / members.length,
      mean: grid(set, meanMap(part) ?? new Float64Array()),
      meanProbability: own.reduce((sum, i) => sum + (probabilities[i] ?? 0), 0) / own.length,
      outsideShare: patientShare(shares, part.patients)?.value ?? null,
      over: over[k] ?? [],
      examples: examples[k] ?? [],
    };
  });
}

function partOf(set: MapSet, places: Uint32Array): MapSet {
  const cells = set.height * set.width;
  const maps = new Float32Array(places.length * cells);
  for (const [row, i] of places.entries()) maps.set(mapAt(set, i), row * cells);
  return { ...set, maps, patients: Uint32Array.from(places, (i) => set.patients[i] ?? 0) };
}

const grid = ({ height, width }: { height: number; width: number }, values: Float64Array): Grid => ({
  ...{ height, width },
  values: Array.from(values),
});
