import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import type { Settings } from '@/server/settings';
import { isAlive } from '../processes';
import { say, step } from '../progress.mjs';
import { Interrupted, type Shutdown, takeSignals } from '../shutdown';
import { errorCode, StartError } from '../startError';
import { type BackupManifest, FORMAT, storeEntry } from './contents';
import { letGo, pathInStore } from './holdStore';
import { openDatabase } from './openDatabase';
import { readHeader } from './readSchema';
import { restoreMark } from './restoreMark';
import { openSnapshot, type Snapshot } from './snapshot';
import { tellTrail } from './tellTrail';
import { type BackupWriter, openWriter } from './writer';
import { writeQueue, writeTable } from './writeTable';

/**
 * `npm run backup -- <file>`: everything in one file, as of one moment, while the product runs or when it does not. The
 * audit trail is told before the file has its name.
 */
export async function backup(settings: Settings, args: readonly string[]): Promise<void> {
  const [name, word, ...more] = args;
  if (name === undefined || (word !== undefined && word !== 'incomplete') || more.length > 0)
    throw new StartError('which file? npm run backup -- <file> [incomplete]');
  const file = resolve(name);
  if (existsSync(file)) throw new StartError(`${file} exists already: choose another name`);
  const shutdown = takeSignals(say, settings.byNpm);
  const part = `${file}.part-${process.pid}`;
  try {
    const databaseUrl = await openDatabase(settings, shutdown, false);
    const written = await step('writing the backup', () =>
      write(settings, databaseUrl, part, shutdown, word === 'incomplete'),
    );
    renameSync(part, file);
    say(describe(file, written));
  } catch (error) {
    if (error instanceof Interrupted) throw new StartError('stopped; no backup was written');
    throw placeProblem(error, dirname(file)) ?? error;
  } finally {
    rmSync(part, { force: true });
    await shutdown.run();
  }
}

/** Says what is wrong with the folder that was chosen; null when the error is about something else. */
function placeProblem(error: unknown, folder: string): StartError | null {
  const code = errorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new StartError(`no room for the backup in ${folder}: free some space, or choose another place`, {
      cause: error,
    });
  if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR'].includes(code))
    return new StartError(`the backup cannot be written in ${folder} (${code}): choose another place`, {
      cause: error,
    });
  return null;
}

async function write(settings: Settings, databaseUrl: string, part: string, shutdown: Shutdown, incomplete: boolean) {
  const store = join(settings.dataDir, 'store');
  const held = join(store, 'tmp', `backup-${process.pid}`);
  clearLeftovers(join(store, 'tmp'));
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'sightline-backup' });
  client.on('error', () => {});
  await client.connect();
  const writer = openWriter(part);
  try {
    if (await restoreMark(client)) throw new StartError('an interrupted restore lies here: finish it first');
    const snapshot = await openSnapshot(client, store, held, incomplete);
    for (const sha256 of snapshot.lost) say(`  missing in the store, left out: ${sha256}`);
    const written = await writeAll(client, writer, snapshot, shutdown);
    const { asOf, rows, store: kept } = written;
    const amounts = { images: rows.instance ?? 0, predictions: rows.prediction ?? 0, files: kept.files };
    await tellTrail(client, 'export:made', { path: 'npm run backup', asOf, ...amounts, missing: snapshot.lost.length });
    return written;
  } finally {
    writer.abandon();
    await client.end().catch(() => {});
    await letGo(held);
  }
}

async function writeAll(client: pg.Client, writer: BackupWriter, snapshot: Snapshot, shutdown: Shutdown) {
  const header = await readHeader(client);
  const entries: BackupManifest['entries'] = {};
  const add = async (name: string, bytes: Buffer) => {
    shutdown.check();
    entries[name] = await writer.add(name, bytes);
  };
  await add('header.json', Buffer.from(JSON.stringify(header)));
  const rows: BackupManifest['rows'] = {};
  for (const table of header.tables) rows[table.name] = await writeTable(client, table, add);
  const jobs = await writeQueue(client, add);
  await client.query('commit');
  const store = { files: 0, bytes: 0 };
  for (const sha256 of snapshot.files) {
    shutdown.check();
    store.bytes += await writer.addStored(storeEntry(sha256), pathInStore(snapshot.held, sha256), sha256);
    store.files += 1;
  }
  const manifest: BackupManifest = { format: FORMAT, entries, rows, jobs, store };
  await writer.add('manifest.json', Buffer.from(JSON.stringify(manifest)));
  await writer.finish();
  return { ...manifest, asOf: header.asOf };
}

/** Second names that a killed backup left. */
function clearLeftovers(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const pid = /^backup-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function describe(file: string, { asOf, rows, store }: BackupManifest & { asOf: string }): string {
  const images = rows.instance ?? 0;
  const megabytes = (store.bytes / 1e6).toFixed(1);
  return [
    `${file}`,
    `  as of ${asOf}: ${images} images, ${rows.prediction ?? 0} predictions, ${store.files} files (${megabytes} MB)`,
    '  It holds the radiographs and the secret of the hashes: keep it as safe as the data folder.',
  ].join('\n');
}
