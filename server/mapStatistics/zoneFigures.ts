import { ZONES, type ZoneName } from '@/server/audit/zone';
import { type Estimate, patientMean } from './patientMean';

/** Of each map and zone, [n, ZONES, 3]: positive mass, negative mass (logits, both at least 0) and area; NaN: no zone. */
export type ZoneColumns = {
  accounts: Float64Array;
  patients: Uint32Array;
  /** 1 with the finding, 0 without, −1 not known. */
  truths: Int8Array;
};

export const ACCOUNT = 3;

export type ZoneFigures = {
  zone: ZoneName;
  contribution: Estimate;
  positive: number;
  negative: number;
  area: number;
  n: number;
  withFinding: number | null;
  withoutFinding: number | null;
};

/** Cases of either truth under which no mean of them is told. */
const MIN_TRUTH = 10;

/**
 * What each zone adds to the logit on average, in the order of ZONES, with its interval over patients; zones that no map
 * has are left out. The contributions of all zones and the bias sum to the mean logit where every map has every zone
 * (SCIENCE §3).
 * @throws RangeError `accounts: …`
 */
export function zoneFigures({ accounts, patients, truths }: ZoneColumns): ZoneFigures[] {
  const n = patients.length;
  if (accounts.length !== n * ZONES.length * ACCOUNT || truths.length !== n) {
    throw new RangeError(`accounts: ${accounts.length}, truths: ${truths.length} for ${n} maps`);
  }
  return ZONES.flatMap((zone, z) => {
    const column = (place: number) =>
      Float64Array.from({ length: n }, (_, i) => accounts[(i * ZONES.length + z) * ACCOUNT + place] ?? Number.NaN);
    const [positives, negatives, areas] = [column(0), column(1), column(2)];
    const contributions = positives.map((value, i) => value - (negatives[i] ?? 0));
    const mean = patientMean(contributions, patients);
    if (mean === null) return [];
    const { value, low, high } = mean;
    return {
      zone,
      contribution: { value, low, high },
      positive: patientMean(positives, patients)?.value ?? 0,
      negative: patientMean(negatives, patients)?.value ?? 0,
      area: patientMean(areas, patients)?.value ?? 0,
      n: contributions.filter((one) => !Number.isNaN(one)).length,
      withFinding: meanAmong(contributions, patients, truths, 1),
      withoutFinding: meanAmong(contributions, patients, truths, 0),
    };
  });
}

function meanAmong(values: Float64Array, patients: Uint32Array, truths: Int8Array, truth: 0 | 1): number | null {
  const own = values.map((value, i) => (truths[i] === truth ? value : Number.NaN));
  if (own.filter((value) => !Number.isNaN(value)).length < MIN_TRUTH) return null;
  return patientMean(own, patients)?.value ?? null;
}
