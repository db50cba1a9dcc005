import { outsideShares } from '@/server/audit/outsideShares';
import { murmur3 } from '@/server/stats/murmur3';
import { countMaps, type MapSet, mapAt } from './mapSet';

/** Anatomies on the grid of the maps: Float64Array [m, cells], 0–1, with the key of the patient of each. */
export type Anatomies = { coverage: Float64Array; patients: Uint32Array };

/** How often another mask is drawn before a map counts as having no other patient. */
const TRIES = 8;

/**
 * The mask-swap null: the outside share of each map under the anatomies of other patients, the mean of `swaps` draws
 * from a hash of the seed. It keeps what the share owes to the shape of anatomies and of maps, and takes away that this
 * map is of this patient: a model that looks where lungs usually are has the share of the null. NaN for a map without
 * positive evidence, or without another patient's anatomy. O(n · swaps · cells).
 * @throws RangeError `coverage: …`, `maps: …`
 */
export function maskSwapShares(
  set: MapSet,
  { coverage, patients }: Anatomies,
  { swaps, seed }: { swaps: number; seed: number },
): Float64Array {
  const [n, cells] = [countMaps(set), set.height * set.width];
  if (coverage.length !== patients.length * cells) {
    throw new RangeError(`coverage: ${coverage.length} values for ${patients.length} of ${cells} cells`);
  }
  return Float64Array.from({ length: n }, (_, i) => {
    const map = { height: set.height, width: set.width, values: mapAt(set, i) };
    const shares: number[] = [];
    for (let swap = 0; swap < swaps; swap++) {
      const other = otherPatient(patients, set.patients[i] ?? 0, (attempt) => murmur3([i, swap, attempt], seed));
      if (other === null) break;
      const share = outsideShares(map, coverage.subarray(other * cells, (other + 1) * cells)).outsideShare;
      if (share === null) break;
      shares.push(share);
    }
    return shares.length === 0 ? Number.NaN : shares.reduce((sum, share) => sum + share, 0) / shares.length;
  });
}

function otherPatient(patients: Uint32Array, own: number, draw: (attempt: number) => number): number | null {
  for (let attempt = 0; attempt < TRIES && patients.length > 0; attempt++) {
    const place = draw(attempt) % patients.length;
    if (patients[place] !== own) return place;
  }
  return null;
}
