import { Prisma } from '@/server/db/generated/client';
import { HISTOGRAMS, MEASURES, type Measure } from '@/server/rollup/cell';
import { columnOf } from '@/server/rollup/columns';

type Histogram = (typeof HISTOGRAMS)[number];

/** Sums over rollup cells: counts as they are, sums in fixed point, histograms as text: bin,count,bin,count… */
export type CellSums = Record<Measure, number> & Record<Histogram, string>;

/** The sums of no cell. */
export const NO_CELLS: CellSums = {
  ...(Object.fromEntries(MEASURES.map((measure) => [measure, 0])) as Record<Measure, number>),
  ...(Object.fromEntries(HISTOGRAMS.map((histogram) => [histogram, ''])) as Record<Histogram, string>),
};

/** Cells of more than one group together. Histograms are joined; what reads them adds counts of the same bin. */
export function addCells(one: CellSums, other: CellSums): CellSums {
  const measures = Object.fromEntries(MEASURES.map((measure) => [measure, one[measure] + other[measure]]));
  const joined = HISTOGRAMS.map((name) => [name, [one[name], other[name]].filter(Boolean).join(',')]);
  return { ...one, ...measures, ...Object.fromEntries(joined) };
}

/**
 * The columns of `CellSums` over a group of rollup cells `c`; float8, so that no BigInt leaks. Joining the histograms as
 * text and adding them here takes half the time of unnesting them (490,000 pairs: 91 ms against 144 to 180).
 */
export const CELL_SUMS = Prisma.raw(
  [
    ...MEASURES.map((measure) => `coalesce(sum(c.${columnOf(measure)}), 0)::float8 as "${measure}"`),
    ...HISTOGRAMS.map((name) => {
      const text = `array_to_string(nullif(c.${columnOf(name)}, '{}'), ',')`;
      return `coalesce(string_agg(${text}, ','), '') as "${name}"`;
    }),
  ].join(', '),
);
