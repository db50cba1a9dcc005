import { parseArgs } from 'node:util';
import { StartError } from './startError';

const OPTIONS = {
  map: { type: 'string' },
  model: { type: 'string' },
  site: { type: 'string' },
  column: { type: 'string', multiple: true },
  probability: { type: 'string' },
  truth: { type: 'string' },
  finding: { type: 'string' },
  'truth-source': { type: 'string' },
  'age-unit': { type: 'string' },
  'trained-on': { type: 'string', multiple: true },
  'dry-run': { type: 'boolean' },
  again: { type: 'boolean' },
  list: { type: 'boolean' },
  undo: { type: 'string' },
  yes: { type: 'boolean' },
} as const;

export const IMPORT_USAGE =
  'npm run import -- <file.csv|.csv.gz|.ndjson|.parquet> --model name@version --site SITE [--dry-run]; --list; --undo <id>';

export type ImportArgs = ReturnType<typeof parse>;

const parse = (args: string[]) => parseArgs({ args, options: OPTIONS, allowPositionals: true });

/** @throws StartError that says what an import is called with */
export function importArgs(args: readonly string[]): ImportArgs {
  try {
    return parse([...args]);
  } catch (cause) {
    throw new StartError(`${cause instanceof Error ? cause.message : 'unknown option'}; ${IMPORT_USAGE}`, { cause });
  }
}
