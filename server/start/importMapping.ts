import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { FIELDS, type Mapping, mapping } from '@/server/import/mapping';
import { openTable, type Row } from '@/server/import/openTable';
import { proposeMapping } from '@/server/import/proposeMapping';
import type { ImportArgs } from './importArgs';
import { errorLine, StartError } from './startError';

/** The first rows of a file, and the mapping that it is read by: null when its lines are the interface's own. */
export type Plan = {
  rows: Row[];
  header: string[];
  given: Record<string, unknown> | null;
  mapping: Mapping | null;
  missing: string[];
};

const FIRST = 3;

/** What the file `--map` and the flags say, over what the names of the columns propose. */
export async function planImport(file: string, { values }: ImportArgs): Promise<Plan> {
  const table = await openTable(file);
  const rows: Row[] = [];
  for await (const row of table.rows()) {
    if (rows.push(row) >= FIRST) break;
  }
  const header = Object.keys(rows[0]?.record ?? {});
  if (table.format === 'ndjson' && ['instance', 'findings', 'modelVersion'].every((field) => header.includes(field)))
    return { rows, header, given: null, mapping: null, missing: [] };
  const proposal = proposeMapping(header);
  const stated = await readMap(values.map);
  const given: Record<string, unknown> = {
    ...proposal,
    ...stated,
    ...flagsOf(values),
    columns: { ...proposal.columns, ...columnsOf(stated.columns), ...columnFlags(values.column ?? []) },
  };
  const parsed = mapping.safeParse(given);
  const absent = parsed.success ? absentColumns(parsed.data, header) : [];
  const missing = parsed.success
    ? absent.map((column) => `${column}: the file has no such column`)
    : unsaid(given, parsed.error);
  return { rows, header, given, mapping: parsed.success && absent.length === 0 ? parsed.data : null, missing };
}

/** What no name of a column told, and no flag. */
const NEEDED = [
  ['model', 'name the version that made the predictions: --model name@version'],
  ['site', 'name the site, or its column: --site NIH, --column site=hospital'],
  ['probability', 'name the columns of the probabilities: --probability prob_{finding}'],
] as const;

function unsaid(given: Record<string, unknown>, error: z.ZodError): string[] {
  const columns = z.record(z.string(), z.unknown()).catch({}).parse(given.columns);
  const needed = NEEDED.filter(([field]) => given[field] === undefined && columns[field] === undefined);
  const others = error.issues.filter(({ path }) => !needed.some(([field]) => field === path[0]));
  return [
    ...needed.map(([field, words]) => `${field}: ${words}`),
    ...others.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`),
  ];
}

async function readMap(path: string | undefined): Promise<Record<string, unknown>> {
  if (path === undefined) return {};
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(await readFile(resolve(path), 'utf8')));
  } catch (error) {
    throw new StartError(`--map ${path}: ${errorLine(error)}`, { cause: error });
  }
}

const columnsOf = (columns: unknown): Record<string, unknown> =>
  z.record(z.string(), z.unknown()).catch({}).parse(columns);

function flagsOf(values: ImportArgs['values']): Record<string, unknown> {
  const flags = {
    model: values.model,
    site: values.site,
    probability: values.probability,
    truth: values.truth,
    finding: values.finding,
    truthSource: values['truth-source'],
    ageUnit: values['age-unit'],
    trainedOn: values['trained-on'],
  };
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
}

/** `--column patientId=patient_id`; `--column patientId=` leaves a proposed column out. */
function columnFlags(flags: readonly string[]): Record<string, string | undefined> {
  return Object.fromEntries(
    flags.map((flag) => {
      const [field = '', ...rest] = flag.split('=');
      if (!FIELDS.some((known) => known === field))
        throw new StartError(`--column ${field}=…: there are ${FIELDS.join(', ')}`);
      return [field, rest.join('=') || undefined];
    }),
  );
}

function absentColumns({ columns, finding, probability, truth }: Mapping, header: readonly string[]): string[] {
  const long = finding === undefined ? [] : [finding, probability, ...(truth === undefined ? [] : [truth])];
  return [...Object.values(columns), ...long].filter((column) => !header.includes(column));
}
