import { MIN_PATIENTS, percentileInterval } from '@/server/stats/patientBootstrap';
import { poissonWeight } from '@/server/stats/poissonWeight';

/** Figures of one lesion; null where the map has no positive evidence (`iou` also where nothing is above its threshold). */
export type LesionCase = {
  /** 32-bit key of the patient. */
  patient: number;
  area: number;
  hit: boolean | null;
  mass: number | null;
  rank: number | null;
  iou: number | null;
  isNegative: boolean;
};

/** A mean over lesions; the interval is null under 30 patients. `n`: lesions for which the figure is defined. */
export type LesionMean = { n: number; mean: number | null; low: number | null; high: number | null };

/** Of the lesions of a finding. `enrichment`: log2 of mean mass over mean area; `negative`: share of flagged lesions. */
export type LesionSummary = {
  lesions: number;
  patients: number;
  hit: LesionMean;
  mass: LesionMean;
  rank: LesionMean;
  iou: LesionMean;
  enrichment: LesionMean;
  /** What `hit`, `mass` and `rank` are by chance. */
  area: LesionMean;
  negative: LesionMean;
};

/** For printed intervals (see `patientBootstrap`). */
const REPLICATES = 1_000;

/** A figure as a ratio of sums over lesions: what a lesion adds above and below; null where it is not defined. */
type Ratio = (lesion: LesionCase) => [above: number, below: number] | null;

const plain =
  (value: (lesion: LesionCase) => number | boolean | null): Ratio =>
  (lesion) => {
    const found = value(lesion);
    return found === null ? null : [Number(found), 1];
  };

const RATIOS: readonly Ratio[] = [
  plain(({ hit }) => hit),
  plain(({ mass }) => mass),
  plain(({ rank }) => rank),
  plain(({ iou }) => iou),
  ({ mass, area }) => (mass === null ? null : [mass, area]),
  plain(({ area }) => area),
  plain(({ isNegative }) => isNegative),
];
const ENRICHMENT = 4;

/**
 * Means over the lesions of a finding with 95 % percentile intervals of a Poisson bootstrap by patient, all figures of a
 * replicate from the same draw. The same lesions and seed give the same answer in any order. O(replicates · patients).
 *
 * Source: Field, Welsh 2007 (clusters); Hanley, MacGibbon 2006 (Poisson); as `patientBootstrap`.
 */
export function summariseLesions(cases: readonly LesionCase[], seed: number): LesionSummary {
  const sums = sumsByPatient(cases);
  const drawn = sums.size < MIN_PATIENTS ? [] : drawRatios(sums, seed);
  const whole = ratiosOf([...sums.values()].map((own) => [own, 1]));
  const meanOf = (place: number): LesionMean => {
    const figure = RATIOS[place];
    const n = cases.filter((lesion) => figure?.(lesion) != null).length;
    const found = drawn.flatMap((ratios) => finite(ratios[place]));
    const interval = found.length < 0.9 * REPLICATES ? null : percentileInterval(Float64Array.from(found).sort());
    const [mean = null] = finite(whole[place]);
    return { n, mean, low: interval?.low ?? null, high: interval?.high ?? null };
  };
  return {
    ...{ lesions: cases.length, patients: sums.size },
    ...{ hit: meanOf(0), mass: meanOf(1), rank: meanOf(2), iou: meanOf(3) },
    ...{ enrichment: meanOf(ENRICHMENT), area: meanOf(5), negative: meanOf(6) },
  };
}

const finite = (value: number | undefined): number[] => (Number.isFinite(value) ? [Number(value)] : []);

/** Sums of each patient's lesions: above and below of every figure, Float64Array [figures, 2]. */
function sumsByPatient(cases: readonly LesionCase[]): Map<number, Float64Array> {
  const sums = new Map<number, Float64Array>();
  for (const lesion of cases) {
    const own = sums.get(lesion.patient) ?? new Float64Array(2 * RATIOS.length);
    sums.set(lesion.patient, own);
    for (const [i, ratio] of RATIOS.entries()) {
      const [above, below] = ratio(lesion) ?? [0, 0];
      own[2 * i] = (own[2 * i] ?? 0) + above;
      own[2 * i + 1] = (own[2 * i + 1] ?? 0) + below;
    }
  }
  return sums;
}

function drawRatios(sums: ReadonlyMap<number, Float64Array>, seed: number): number[][] {
  // In the order of their keys, so that sums round alike in whichever order the lesions come.
  const patients = [...sums].sort(([a], [b]) => a - b);
  return Array.from({ length: REPLICATES }, (_, replicate) =>
    ratiosOf(patients.map(([patient, own]) => [own, poissonWeight(patient, replicate, seed)])),
  );
}

/** Weighted sums as ratios; not finite where there is nothing below. */
function ratiosOf(weighted: readonly (readonly [Float64Array, number])[]): number[] {
  const total = new Float64Array(2 * RATIOS.length);
  for (const [own, weight] of weighted) {
    if (weight === 0) continue;
    for (let i = 0; i < total.length; i++) total[i] = (total[i] ?? 0) + weight * (own[i] ?? 0);
  }
  return RATIOS.map((_, i) => {
    const ratio = (total[2 * i] ?? 0) / (total[2 * i + 1] ?? 0);
    return i === ENRICHMENT ? Math.log2(ratio) : ratio;
  });
}
