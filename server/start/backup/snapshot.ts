import type pg from 'pg';
import { StartError } from '../startError';
import { holdFiles, letGo, NEEDED_FILES } from './holdStore';

/** One moment of the database, in which `client` stays until its commit, with the files that its rows need. */
export type Snapshot = {
  /** sha256 of the files, sorted. */
  files: string[];
  /** Folder in which they are held. */
  held: string;
  /** sha256 of files that rows need and the store has not; `files` is without them. */
  lost: string[];
};

const ATTEMPTS = 5;

/**
 * Begins the transaction and holds the files. A file that was removed between the two means that the moment was a bad
 * one: then another is taken. A file that is needed still and is not there is an error, unless the backup may be
 * `incomplete`.
 */
export async function openSnapshot(
  client: pg.Client,
  store: string,
  held: string,
  incomplete: boolean,
): Promise<Snapshot> {
  const lost = new Set<string>();
  for (let attempt = 1; ; attempt++) {
    await client.query('begin isolation level repeatable read read only');
    await client.query('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0');
    const { rows } = await client.query<{ sha256: string }>(`${NEEDED_FILES} order by 1`);
    const files = rows.map(({ sha256 }) => sha256).filter((sha256) => !lost.has(sha256));
    const { missing } = await holdFiles(store, held, files);
    if (missing.length === 0) return { files, held, lost: [...lost] };
    await client.query('rollback');
    await letGo(held);
    const needed = await stillNeeded(client, missing);
    if (needed.length > 0 && !incomplete) throw new StartError(lostWords(needed, store));
    for (const sha256 of needed) lost.add(sha256);
    if (attempt === ATTEMPTS)
      throw new StartError('data are being removed faster than they can be held: try again later');
  }
}

function lostWords(lost: string[], store: string): string {
  const names = lost.slice(0, 3).map((sha256) => `${sha256.slice(0, 12)}…`);
  return [
    `${lost.length} files are missing in the store (${names.join(', ')}): is SIGHTLINE_DATA_DIR the product's own folder?`,
    `(${store}) If they are lost for good: npm run backup -- <file> incomplete`,
  ].join(' ');
}

async function stillNeeded(client: pg.Client, sha256s: string[]): Promise<string[]> {
  const { rows } = await client.query<{ sha256: string }>(
    `select sha256 from (${NEEDED_FILES}) needed where sha256 = any($1)`,
    [sha256s],
  );
  return rows.map(({ sha256 }) => sha256);
}
