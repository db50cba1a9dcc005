import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { type Db, openDb } from '@/server/db/client';
import { importFile } from '@/server/import/importFile';
import { layoutOf, lineOfRecord } from '@/server/import/lineOfRecord';
import { undoImport } from '@/server/import/undoImport';
import { installationHash } from '@/server/ingest/keyedHash';
import { AppError } from '@/server/problem/appError';
import type { Settings } from '@/server/settings';
import { openFileStore } from '@/server/store/fileStore';
import { IMPORT_USAGE, type ImportArgs, importArgs } from './importArgs';
import { type Plan, planImport } from './importMapping';
import { importProgress } from './importProgress';
import { say } from './progress.mjs';
import { runningDatabase } from './runningDatabase';
import { takeSignals } from './shutdown';
import { StartError } from './startError';

/** `npm run import`: predictions and truths from a file into the product that runs; see docs/predictions.md. */
export async function importPredictions(settings: Settings, words: readonly string[]): Promise<void> {
  const args = importArgs(words);
  const { values, positionals } = args;
  try {
    if (values.list === true) return await withDb(settings, list);
    if (values.undo !== undefined) return await undo(settings, values.undo, values.yes === true);
    const [name] = positionals;
    if (name === undefined || positionals.length > 1) throw new StartError(`which file? ${IMPORT_USAGE}`);
    const file = resolve(name);
    if (!existsSync(file)) throw new StartError(`${file}: there is no such file`);
    const plan = await planImport(file, args);
    if (values['dry-run'] === true) {
      describe(plan);
      return;
    }
    if (plan.missing.length > 0)
      throw new StartError(`${plan.missing.join('; ')} (--dry-run shows what is understood)`);
    await withDb(settings, (db) => read(db, settings, file, plan, args));
  } catch (error) {
    if (error instanceof AppError) throw new StartError(error.message, { cause: error });
    throw error;
  }
}

async function withDb(settings: Settings, work: (db: Db) => Promise<void>): Promise<void> {
  const db = openDb(await runningDatabase(settings), 'sightline-import');
  try {
    await work(db);
  } finally {
    await db.$disconnect();
  }
}

async function read(db: Db, settings: Settings, file: string, plan: Plan, { values }: ImportArgs): Promise<void> {
  const shutdown = takeSignals(say, settings.byNpm);
  const progress = importProgress();
  const context = {
    db,
    store: openFileStore(join(settings.dataDir, 'store')),
    hash: await installationHash(db),
    now: () => new Date(),
    progress: progress.show,
    stopped: () => shutdown.signal.aborted,
  };
  const answer = await importFile(context, file, plan.mapping, values.again === true);
  progress.close();
  const { id, lines, accepted, unchanged, rejected } = answer;
  const counts = `${lines} rows: ${accepted} accepted, ${unchanged} unchanged, ${rejected} rejected`;
  if (answer.before) say(`this file was read this way before (import ${id}); ${counts}. --again reads it once more`);
  else if (answer.status !== 'done') say(`stopped after ${counts}; the same command goes on there`);
  else say(`import ${id} is done; ${counts}; ${answer.results} results in ${progress.seconds()} s`);
  if (answer.rejects !== null) say(`rejected rows: ${answer.rejects}`);
}

/** Identifiers are shown as what they become: they leave the file for nothing but their hash. */
const HASHED = ['patientId', 'externalId', 'reportedBy'];

/** What would be imported: the mapping, the first rows as they are understood, and what is missing. */
function describe({ rows, header, given, mapping, missing }: Plan): void {
  if (given === null) {
    say('the lines are those of POST /api/v1/predictions; no mapping is needed');
    return;
  }
  say(`columns of the file: ${header.join(', ')}`);
  say(`mapping: ${JSON.stringify(mapping ?? given, null, 2)}`);
  if (mapping !== null) {
    const layout = layoutOf(mapping, header);
    for (const { line, record } of rows) {
      const { instance, ...rest } = lineOfRecord(layout, record);
      const shown = Object.entries(instance).map(([field, value]) => [
        field,
        HASHED.includes(field) ? '(hashed)' : value,
      ]);
      say(`row at line ${line}: ${JSON.stringify({ instance: Object.fromEntries(shown), ...rest })}`);
    }
  }
  for (const line of missing) say(`missing: ${line}`);
  say('nothing was written');
}

async function list(db: Db): Promise<void> {
  const runs = await db.importRun.findMany({ orderBy: { startedAt: 'desc' } });
  if (runs.length === 0) say('nothing was imported');
  for (const { id, status, format, startedAt, lines, accepted, unchanged, rejected } of runs) {
    const counts = `${lines} rows, ${accepted} accepted, ${unchanged} unchanged, ${rejected} rejected`;
    say(`${id}  ${startedAt.toISOString().slice(0, 16)}Z  ${format}  ${status}  ${counts}`);
  }
}

async function undo(settings: Settings, id: string, yes: boolean): Promise<void> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new StartError('--undo <id>: --list names the imports');
  if (!yes && !(await confirmed(id))) throw new StartError('nothing was undone');
  await withDb(settings, async (db) => {
    const { predictions, truths, instances } = await undoImport({ db, now: () => new Date() }, id.toLowerCase());
    say(`undone: ${predictions} predictions, ${truths} truths, ${instances} instances`);
  });
}

async function confirmed(id: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new StartError('--undo takes data out: confirm with --yes');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Take out everything that import ${id} brought? Type "undo": `);
  terminal.close();
  return answer.trim() === 'undo';
}
