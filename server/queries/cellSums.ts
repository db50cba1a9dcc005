import { Prisma } from '@/server/db/generated/client';
import { type HISTOGRAMS, MEASURES, type Measure } from '@/server/rollup/cell';
import { columnOf } from '@/server/rollup/columns';

type Histogram = (typeof HISTOGRAMS)[number];

/** The histograms that most figures are made of: scores by truth. */
const LABELLED = ['positiveScores', 'negativeScores'] as const satisfies readonly Histogram[];

/** Sums over rollup cells: counts as they are, sums in fixed point, histograms as text: bin,count,bin,count… */
export type CellSums = Record<Measure, number> & Record<(typeof LABELLED)[number], string>;

/** The sums of no cell. */
export const NO_CELLS: CellSums = {
  ...(Object.fromEntries(MEASURES.map((measure) => [measure, 0])) as Record<Measure, number>),
  positiveScores: '',
  negativeScores: '',
};

/** Cells of more than one group together. Histograms are joined; what reads them adds counts of the same bin. */
export function addCells(one: CellSums, other: CellSums): CellSums {
  const sums = { ...one };
  for (const measure of MEASURES) sums[measure] += other[measure];
  for (const name of LABELLED) sums[name] = joinCounts(one[name], other[name]);
  return sums;
}

const joinCounts = (one: string, other: string): string =>
  one === '' ? other : other === '' ? one : `${one},${other}`;

/**
 * A histogram over a group of rollup cells `c` as text. Joining the histograms as text and adding them here takes half
 * the time of unnesting them (490,000 pairs: 91 ms against 144 to 180).
 */
export const histogramText = (name: Histogram): Prisma.Sql =>
  Prisma.raw(`coalesce(string_agg(array_to_string(nullif(c.${columnOf(name)}, '{}'), ','), ','), '') as "${name}"`);

/** The columns of `CellSums` over a group of rollup cells `c`; float8, so that no BigInt leaks. */
export const CELL_SUMS = Prisma.join([
  ...MEASURES.map((measure) => Prisma.raw(`coalesce(sum(c.${columnOf(measure)}), 0)::float8 as "${measure}"`)),
  ...LABELLED.map(histogramText),
]);
