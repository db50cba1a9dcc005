import { Prisma } from '@/server/db/generated/client';
import { HISTOGRAMS, MEASURES } from './cell';

/** The database's name of a field: `sumOutside` is `sum_outside`. */
export const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const raw = (parts: string[]): Prisma.Sql => Prisma.raw(parts.join(', '));

/** What a cell holds, in the order of every statement here: sums, then histograms. */
export const VALUE_COLUMNS = raw([...MEASURES, ...HISTOGRAMS].map(columnOf));

/** The same of rows of JSON, whose fields are named as in `CellDelta`. */
export const JSON_VALUES = raw([...MEASURES, ...HISTOGRAMS].map((field) => `"${field}"`));
export const JSON_TYPES = raw([
  ...MEASURES.map((measure) => `"${measure}" bigint`),
  ...HISTOGRAMS.map((histogram) => `"${histogram}" int[]`),
]);

/** The same summed over a group of cells. */
export const SUMMED_VALUES = raw([
  ...MEASURES.map((measure) => `sum(${columnOf(measure)})::bigint`),
  ...HISTOGRAMS.map((histogram) => `sum_scores(${columnOf(histogram)})`),
]);

/** The end of an insert into `rollup_cell as cell`: what is there already is added to. */
export const ADD_TO_CELL = Prisma.sql`
  on conflict (finding_id, by, stratum, site, grain, start) do update set ${raw([
    ...MEASURES.map(columnOf).map((column) => `${column} = cell.${column} + excluded.${column}`),
    ...HISTOGRAMS.map(columnOf).map((column) => `${column} = add_scores(cell.${column}, excluded.${column})`),
  ])}`;

/** Whether a cell `c` holds anything. */
export const HOLDS_NOTHING = Prisma.raw(
  [
    ...MEASURES.map((measure) => `c.${columnOf(measure)} = 0`),
    ...HISTOGRAMS.map((histogram) => `c.${columnOf(histogram)} = '{}'`),
  ].join(' and '),
);
