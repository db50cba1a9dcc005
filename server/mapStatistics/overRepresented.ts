import { benjaminiHochberg } from '@/server/stats/benjaminiHochberg';
import { hypergeometricTail } from '@/server/stats/hypergeometricTail';

/** A variable of the cases: `codes` an index into `levels` each, or 65,535 where it is not known. */
export type Category = { by: string; codes: Uint16Array; levels: readonly string[] };

export const UNKNOWN = 65_535;

/** `share` among the cases of the group, `otherwise` among those of the others. */
export type OverRepresented = { by: string; stratum: string; share: number; otherwise: number; q: number };

/** Largest adjusted p that is told, and the fewest cases of a stratum that is looked at. */
const MOST_Q = 0.05;
const MIN_STRATUM = 5;

/**
 * What is more frequent in each group of cases than in the others: Fisher's exact test, one-sided, of every stratum of
 * every variable in every group, with Benjamini and Hochberg's adjustment over all of them. The test counts each patient
 * once, by the first of their cases, since cases of a patient are alike and would pass for proof of one another; the
 * shares are of all cases that have a value. By group, smallest q first.
 * @param groups the group of each case, 0 to `count` − 1
 * @throws RangeError `codes: …` if lengths differ
 */
export function overRepresented(
  groups: Uint8Array,
  count: number,
  patients: Uint32Array,
  categories: readonly Category[],
): OverRepresented[][] {
  for (const { codes } of categories) {
    if (codes.length !== groups.length) throw new RangeError(`codes: ${codes.length} for ${groups.length}`);
  }
  if (count < 2) return Array.from({ length: count }, () => []);
  const first = firstCases(patients);
  const tests = categories.flatMap((category) =>
    category.levels.flatMap((stratum, level) =>
      Array.from({ length: count }, (_, group) => {
        const once = tableOf(groups, category.codes, level, group, first);
        const all = tableOf(groups, category.codes, level, group, null);
        return { by: category.by, stratum, group, once, all };
      }).filter(({ once, all }) => isTestable(once) && all.total > all.drawn && all.drawn > 0),
    ),
  );
  const q = benjaminiHochberg(tests.map(({ once }) => tailOf(once)));
  const told = tests
    .map(({ by, stratum, group, all }, i) => ({ by, stratum, group, ...sharesOf(all), q: q[i] ?? 1 }))
    .filter((one) => one.q <= MOST_Q && one.share > one.otherwise)
    .sort((a, b) => a.q - b.q || b.share - b.otherwise - (a.share - a.otherwise));
  return Array.from({ length: count }, (_, own) =>
    told.filter(({ group }) => group === own).map(({ group: _group, ...one }) => one),
  );
}

/** Cases of known value: those of the group, those of the stratum, and those of both. */
type Table = { hits: number; drawn: number; marked: number; total: number };

const isTestable = ({ drawn, marked, total }: Table): boolean => marked >= MIN_STRATUM && marked < total && drawn > 0;
const tailOf = ({ hits, drawn, marked, total }: Table): number => hypergeometricTail(hits, drawn, marked, total);
const sharesOf = ({ hits, drawn, marked, total }: Table) => ({
  share: hits / drawn,
  otherwise: (marked - hits) / (total - drawn),
});

function tableOf(groups: Uint8Array, codes: Uint16Array, level: number, group: number, only: Uint8Array | null): Table {
  const table = { hits: 0, drawn: 0, marked: 0, total: 0 };
  for (const [i, code] of codes.entries()) {
    if (code === UNKNOWN || (only !== null && only[i] !== 1)) continue;
    const [isDrawn, isMarked] = [groups[i] === group, code === level];
    table.total += 1;
    if (isDrawn) table.drawn += 1;
    if (isMarked) table.marked += 1;
    if (isDrawn && isMarked) table.hits += 1;
  }
  return table;
}

/** 1 for the first case of each patient. */
function firstCases(patients: Uint32Array): Uint8Array {
  const seen = new Set<number>();
  return Uint8Array.from(patients, (patient) => {
    if (seen.has(patient)) return 0;
    seen.add(patient);
    return 1;
  });
}
