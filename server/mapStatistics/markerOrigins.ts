import { benjaminiHochberg } from '@/server/stats/benjaminiHochberg';
import { hypergeometricTail } from '@/server/stats/hypergeometricTail';

/** Where a marker was seen. `strata`: by variable, null where unknown. */
export type MarkerSighting = { image: number; patient: string; strata: Readonly<Record<string, string | null>> };

/** `share`: of the kind's markers whose stratum is known; `otherwise`: of all other markers. */
export type MarkerOrigin = { by: string; stratum: string; share: number; otherwise: number; q: number };

const MOST_Q = 0.05;
const LEAST_PATIENTS = 5;

/**
 * Where the markers of each kind come from more often than others do: by variable the stratum that most of them are of, if
 * it is more frequent among them by Fisher's exact test, one-sided, with Benjamini and Hochberg's adjustment over all
 * kinds, variables and strata. A patient counts once in a test, with what their first image has: markers of one image, and
 * images of one patient, are no proof of one another. Shares are of all markers.
 * @param clusters members of each kind, places in `sightings`
 */
export function markerOrigins(sightings: readonly MarkerSighting[], clusters: readonly number[][]): MarkerOrigin[][] {
  const variables = Object.keys(sightings[0]?.strata ?? {});
  const first = firstImages(sightings);
  const tests = clusters.flatMap((members, cluster) => {
    const own = new Set(members);
    return variables.flatMap((by) =>
      leading(sightings, members, by).flatMap((stratum) => {
        const share = shareOf(sightings, (i) => own.has(i), by, stratum);
        const otherwise = shareOf(sightings, (i) => !own.has(i), by, stratum);
        const p = tailOf(sightings, own, first, by, stratum);
        return p === null || Number.isNaN(otherwise) ? [] : [{ cluster, by, stratum, share, otherwise, p }];
      }),
    );
  });
  const adjusted = benjaminiHochberg(tests.map(({ p }) => p));
  const told = tests
    .map(({ p: _, ...one }, i) => ({ ...one, q: adjusted[i] ?? 1 }))
    .filter(({ q, share, otherwise }) => q <= MOST_Q && share > otherwise)
    .sort((a, b) => a.q - b.q || b.share - b.otherwise - (a.share - a.otherwise));
  return clusters.map((_, own) =>
    told.filter(({ cluster }) => cluster === own).map(({ cluster: _cluster, ...one }) => one),
  );
}

/** The image of each patient that counts. */
function firstImages(sightings: readonly MarkerSighting[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const { patient, image } of sightings) if (!first.has(patient)) first.set(patient, image);
  return first;
}

/** The stratum that most members are of; none where no stratum is known. */
function leading(sightings: readonly MarkerSighting[], members: readonly number[], by: string): string[] {
  const counts = new Map<string, number>();
  for (const i of members) {
    const stratum = sightings[i]?.strata[by];
    if (stratum != null) counts.set(stratum, (counts.get(stratum) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return most === undefined ? [] : [most[0]];
}

/** NaN where there is none whose stratum is known. */
function shareOf(
  sightings: readonly MarkerSighting[],
  isCounted: (i: number) => boolean,
  by: string,
  stratum: string,
): number {
  const known = sightings.filter(({ strata }, i) => isCounted(i) && strata[by] != null);
  return known.filter(({ strata }) => strata[by] === stratum).length / known.length;
}

/** Chance of so many patients of the stratum among those who have the kind; null where nothing can be told. */
function tailOf(
  sightings: readonly MarkerSighting[],
  own: ReadonlySet<number>,
  first: ReadonlyMap<string, number>,
  by: string,
  stratum: string,
): number | null {
  const patients = new Map<string, { isMarked: boolean; isDrawn: boolean }>();
  for (const [i, { image, patient, strata }] of sightings.entries()) {
    if (first.get(patient) !== image || strata[by] == null) continue;
    const isDrawn = own.has(i) || patients.get(patient)?.isDrawn === true;
    patients.set(patient, { isMarked: strata[by] === stratum, isDrawn });
  }
  const all = [...patients.values()];
  const marked = all.filter(({ isMarked }) => isMarked).length;
  const drawn = all.filter(({ isDrawn }) => isDrawn).length;
  if (marked < LEAST_PATIENTS || marked === all.length || drawn === 0 || drawn === all.length) return null;
  return hypergeometricTail(
    all.filter(({ isMarked, isDrawn }) => isMarked && isDrawn).length,
    drawn,
    marked,
    all.length,
  );
}
