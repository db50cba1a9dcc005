import { Prisma } from '@/server/db/generated/client';
import { HISTOGRAMS, MEASURES } from './measures';

/** The database's name of a field: `sumOutside` is `sum_outside`. */
export const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const raw = (parts: string[]): Prisma.Sql => Prisma.raw(parts.join(', '));

/** What a cell holds, in the order of every statement here: sums, then histograms. */
export const VALUE_COLUMNS = raw([...MEASURES, ...HISTOGRAMS].map(columnOf));

/** The order in which everybody locks the cells of a grain. By bytes: it is the same everywhere, and quick. */
export const CELL_ORDER = Prisma.raw('finding_id, by collate "C", stratum collate "C", site collate "C", start');

/** The same of cells `c` as one text: values apart by a vertical bar, bins and counts by commas. */
export const VALUES_TEXT = Prisma.raw(
  `concat_ws('|', ${[
    ...MEASURES.map((measure) => `c.${columnOf(measure)}`),
    ...HISTOGRAMS.map((name) => `array_to_string(c.${columnOf(name)}, ',')`),
  ].join(', ')})`,
);

/** The same summed over a group of cells. */
export const SUMMED_VALUES = raw([
  ...MEASURES.map((measure) => `sum(${columnOf(measure)})::bigint as ${columnOf(measure)}`),
  ...HISTOGRAMS.map((histogram) => `sum_scores(${columnOf(histogram)}) as ${columnOf(histogram)}`),
]);

/** As it is where nothing is added: then the stored array need not be read and written anew. */
const addedScores = (column: string): string =>
  `${column} = case when excluded.${column} = '{}' then cell.${column} else add_scores(cell.${column}, excluded.${column}) end`;

/** The end of an insert into `rollup_cell as cell`: what is there already is added to. */
export const ADD_TO_CELL = Prisma.sql`
  on conflict (finding_id, by, stratum, site, grain, start) do update set ${raw([
    ...MEASURES.map(columnOf).map((column) => `${column} = cell.${column} + excluded.${column}`),
    ...HISTOGRAMS.map(columnOf).map(addedScores),
  ])}`;

/** Whether a cell `c` holds anything. */
export const HOLDS_NOTHING = Prisma.raw(
  [
    ...MEASURES.map((measure) => `c.${columnOf(measure)} = 0`),
    ...HISTOGRAMS.map((histogram) => `c.${columnOf(histogram)} = '{}'`),
  ].join(' and '),
);
