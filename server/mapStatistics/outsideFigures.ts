import { log2Enrichment } from '@/server/audit/log2Enrichment';
import { countMaps, type MapSet } from './mapSet';
import { type Anatomies, maskSwapShares } from './maskSwapShares';
import { type Estimate, type PatientMean, patientMean, patientShare } from './patientMean';

/** Of each map, dilated, NaN where not defined: shares 0–1, contribution in logits. */
export type OutsideColumns = {
  shares: Float64Array;
  negativeShares: Float64Array;
  areas: Float64Array;
  contributions: Float64Array;
};

/** A null beside the outside share; `difference`: share − null of the same maps. */
export type OutsideNull = Estimate & { kind: 'area' | 'mask-swap'; n: number; difference: Estimate | null };

export type OutsideFigures = {
  n: number;
  patients: number;
  share: Estimate;
  negativeShare: Estimate | null;
  contribution: Estimate | null;
  areaOutside: number;
  enrichment: number | null;
  nulls: OutsideNull[];
};

/** Swaps of a map in the mask-swap null. */
const SWAPS = 20;

/**
 * Outside share of the maps where it is defined, beside what chance would give: the area outside the anatomy (positive
 * evidence spread evenly over the image) and the same maps with other patients' anatomies. All are means over patients
 * of the same maps, so that they can be subtracted; the differences have intervals of their own, which are narrower than
 * those of the two apart. Enrichment is log2(mean share / mean area) (SCIENCE §0a.2, §3). Null without a share.
 * @throws RangeError `columns: …` if lengths differ, and as `maskSwapShares`
 */
export function outsideFigures(
  set: MapSet,
  columns: OutsideColumns,
  anatomies: Anatomies,
  seed: number,
): OutsideFigures | null {
  const n = countMaps(set);
  for (const column of Object.values(columns)) {
    if (column.length !== n) throw new RangeError(`columns: ${column.length} for ${n} maps`);
  }
  const { shares, areas } = columns;
  const share = patientShare(shares, set.patients);
  if (share === null) return null;
  /** Only of maps that have a share. */
  const beside = (values: Float64Array) => values.map((value, i) => (Number.isNaN(shares[i]) ? Number.NaN : value));
  const area = patientShare(beside(areas), set.patients);
  const swapped = beside(maskSwapShares(set, anatomies, { swaps: SWAPS, seed }));
  const nulls = [
    nullOf('area', shares, beside(areas), set.patients),
    nullOf('mask-swap', shares, swapped, set.patients),
  ];
  return {
    n: shares.filter((value) => !Number.isNaN(value)).length,
    patients: share.patients,
    share: estimate(share),
    negativeShare: optional(patientShare(columns.negativeShares, set.patients)),
    contribution: optional(patientMean(beside(columns.contributions), set.patients)),
    areaOutside: area?.value ?? 0,
    enrichment: log2Enrichment(share.value, area?.value ?? 0),
    nulls: nulls.flatMap((one) => one ?? []),
  };
}

function nullOf(
  kind: OutsideNull['kind'],
  shares: Float64Array,
  values: Float64Array,
  patients: Uint32Array,
): OutsideNull | null {
  const mean = patientShare(values, patients);
  if (mean === null) return null;
  const differences = values.map((value, i) => (shares[i] ?? Number.NaN) - value);
  const n = values.filter((value) => !Number.isNaN(value)).length;
  return { kind, ...estimate(mean), n, difference: optional(patientMean(differences, patients)) };
}

const estimate = ({ value, low, high }: PatientMean): Estimate => ({ value, low, high });
const optional = (mean: PatientMean | null): Estimate | null => mean && estimate(mean);
