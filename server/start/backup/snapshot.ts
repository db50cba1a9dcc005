import type pg from 'pg';
import { StartError } from '../startError';
import { holdFiles, letGo, NEEDED_FILES } from './holdStore';

/** One moment of the database, in which `client` stays until its commit, with the files that its rows need. */
export type Snapshot = {
  /** sha256 of the files, sorted. */
  files: string[];
  /** Folder in which they are held. */
  held: string;
};

const ATTEMPTS = 5;

/**
 * Begins the transaction and holds the files. A file that was removed between the two means that the moment was a bad
 * one: then another is taken. A file that is needed still and is not there is an error.
 */
export async function openSnapshot(client: pg.Client, store: string, held: string): Promise<Snapshot> {
  for (let attempt = 1; ; attempt++) {
    await client.query('begin isolation level repeatable read read only');
    await client.query('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0');
    const { rows } = await client.query<{ sha256: string }>(`${NEEDED_FILES} order by 1`);
    const files = rows.map(({ sha256 }) => sha256);
    const { missing } = await holdFiles(store, held, files);
    if (missing.length === 0) return { files, held };
    await client.query('rollback');
    await letGo(held);
    const lost = await stillNeeded(client, missing);
    if (lost.length > 0) {
      const names = lost.slice(0, 3).map((sha256) => `${sha256.slice(0, 12)}…`);
      throw new StartError(
        `${lost.length} files are missing in the store (${names.join(', ')}): is SIGHTLINE_DATA_DIR the product's own folder? (${store})`,
      );
    }
    if (attempt === ATTEMPTS)
      throw new StartError('data are being removed faster than they can be held: try again later');
  }
}

async function stillNeeded(client: pg.Client, sha256s: string[]): Promise<string[]> {
  const { rows } = await client.query<{ sha256: string }>(
    `select sha256 from (${NEEDED_FILES}) needed where sha256 = any($1)`,
    [sha256s],
  );
  return rows.map(({ sha256 }) => sha256);
}
