import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import type { Settings } from '@/server/settings';
import { openFileStore } from '@/server/store/fileStore';
import { migrate, pendingMigrations, readMigrations } from '../migrate';
import { say, step } from '../progress.mjs';
import { Interrupted, type Shutdown, takeSignals } from '../shutdown';
import { errorLine, StartError } from '../startError';
import { emptyDatabase, fillQueue, fillTables } from './fillDatabase';
import { NEEDED_FILES } from './holdStore';
import { openDatabase } from './openDatabase';
import { requireFree } from './requireFree';
import { clearRestoreMark, setRestoreMark } from './restoreMark';
import { tarBytes } from './tar';
import { tellTrail } from './tellTrail';
import { type Verified, verifyBackup } from './verify';

type Work = { client: pg.Client; databaseUrl: string; file: FileHandle; backup: Verified; shutdown: Shutdown };

/**
 * `npm run restore -- <file> [replace <database>]`: puts a backup into an empty installation, or in the place of all
 * that is there. The file is verified first. An interrupted restore can be run again; until then nothing starts.
 */
export async function restore(settings: Settings, args: readonly string[]): Promise<void> {
  const [name, word, database, ...more] = args;
  if (name === undefined || more.length > 0 || (word !== undefined && (word !== 'replace' || database === undefined)))
    throw new StartError('which file? npm run restore -- <file>, or npm run restore -- <file> replace <database>');
  const shutdown = takeSignals(say, settings.byNpm);
  const file = await open(resolve(name)).catch((error: unknown) => {
    throw new StartError(`${resolve(name)} cannot be read: ${errorLine(error)}`);
  });
  try {
    const backup = await step('verifying the backup', () => verifyBackup(file, shutdown.check));
    refuseNewer(backup);
    const databaseUrl = await openDatabase(settings, shutdown, true);
    const client = new pg.Client({ connectionString: databaseUrl, application_name: 'sightline-restore' });
    client.on('error', () => {});
    await client.connect();
    shutdown.add(() => client.end().catch(() => {}));
    await requireFree(client, database);
    await putBack(settings, { client, databaseUrl, file, backup, shutdown });
  } catch (error) {
    if (error instanceof Interrupted)
      throw new StartError('stopped; if the database was being restored already, run the same restore again');
    throw error;
  } finally {
    await file.close();
    await shutdown.run();
  }
}

/** Says so before anything is touched. */
function refuseNewer({ header }: Verified): void {
  pendingMigrations(
    readMigrations(),
    header.migrations.map((migration) => ({ ...migration, finished: true })),
  );
}

async function putBack(settings: Settings, work: Work): Promise<void> {
  const { client, databaseUrl, file, backup, shutdown } = work;
  const store = join(settings.dataDir, 'store');
  const then = new Set(backup.header.migrations.map((migration) => migration.name));
  await setRestoreMark(client);
  await step('restoring the database', async () => {
    await emptyDatabase(client);
    await migrate(
      databaseUrl,
      () => {},
      readMigrations().filter((migration) => then.has(migration.name)),
    );
    shutdown.check();
    await fillTables(client, { file, backup });
    shutdown.check();
    await fillQueue(client, { file, backup });
  });
  await step('restoring the files', () => fillStore(store, work));
  await step('migrating the database', () => migrate(databaseUrl));
  shutdown.check();
  const results = await step('checking the aggregates', () => checkRollup(databaseUrl));
  await step('removing files of before', () => removeOthers(client, store));
  const { rows, store: files } = backup.manifest;
  const amounts = { images: rows.instance ?? 0, predictions: rows.prediction ?? 0, files: files.files };
  await tellTrail(client, 'backup:restored', { asOf: backup.header.asOf, ...amounts });
  await clearRestoreMark(client);
  await client.query('analyze');
  say(`restored as of ${backup.header.asOf}: ${rows.instance ?? 0} images, ${results} results, ${files.files} files`);
  say('  The aggregates equal the results. Everybody signs in anew: npm start prints a link.');
}

async function fillStore(folder: string, { file, backup, shutdown }: Work): Promise<void> {
  const store = openFileStore(folder);
  for (const entry of backup.entries) {
    if (!entry.name.startsWith('store/')) continue;
    shutdown.check();
    const pieces: Buffer[] = [];
    for await (const piece of tarBytes(file, entry)) pieces.push(piece);
    await store.put(Buffer.concat(pieces));
  }
}

/** Counts results that a newer definition asks to count anew, then compares; equal to the bit or an error. */
async function checkRollup(databaseUrl: string): Promise<number> {
  // Loaded here: it needs the generated database client, which a fresh checkout gets before this runs.
  const { openDb } = await import('@/server/db/client');
  const { rebuildIfStale } = await import('@/server/rollup/rebuildIfStale');
  const { rebuildRollup } = await import('@/server/rollup/rebuild');
  const db = openDb(databaseUrl);
  try {
    await rebuildIfStale(db);
    const { results, differences } = await rebuildRollup(db, { keep: false });
    if (differences > 0) {
      throw new StartError(
        `the backup's aggregates differ from its results in ${differences} strata: npm run rollup -- keep makes them anew, then run the restore's checks again with npm run rollup`,
      );
    }
    return results;
  } finally {
    await db.$disconnect();
  }
}

async function removeOthers(client: pg.Client, folder: string): Promise<void> {
  const { rows } = await client.query<{ sha256: string }>(NEEDED_FILES);
  const needed = new Set(rows.map(({ sha256 }) => sha256));
  const store = openFileStore(folder);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && /^[0-9a-f]{64}$/.test(entry.name) && !needed.has(entry.name)) await store.remove(entry.name);
  }
}
