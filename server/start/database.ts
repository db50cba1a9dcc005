import type { Settings } from '@/server/settings';
import { productUrl } from './address';
import { checkDatabase } from './databaseCheck';
import { lockDataFolder } from './lock';
import { startPostgres } from './postgres';
import { say, step } from './progress.mjs';
import type { Shutdown } from './shutdown';

/**
 * What can refuse a start and costs nothing, before anything is built: DATABASE_URL has to lead somewhere; without it
 * the data folder has to be ours alone (a build would also pull the pages from under a server that runs in it).
 */
export async function claimDatabase(settings: Settings, shutdown: Shutdown): Promise<void> {
  const { givenDatabaseUrl: given, givenOwnerUrl: owner } = settings;
  if (given) {
    await step('reaching the database', async () => {
      await checkDatabase(given);
      if (owner) await checkDatabase(owner, 'SIGHTLINE_DATABASE_OWNER_URL');
    });
  }
  if (!given) shutdown.add(lockDataFolder(settings.dataDir, productUrl(settings)));
}

/**
 * `url`: for web and worker. `ownerUrl`: for migrations; another login, to which the audit trail belongs, unless an
 * administrator gave us one login for everything.
 */
export type ReadyDatabase = { url: string; ownerUrl: string };

/** The database to run on: DATABASE_URL when it was given, else the embedded one, started here. */
export async function readyDatabase(settings: Settings, shutdown: Shutdown): Promise<ReadyDatabase> {
  const { givenDatabaseUrl: given, givenOwnerUrl: owner } = settings;
  if (given) return { url: given, ownerUrl: owner ?? given };
  const postgres = await step('starting the database', () => startPostgres(settings.dataDir, { say }));
  shutdown.add(postgres.stop, postgres.kill);
  return { url: postgres.appUrl, ownerUrl: postgres.url };
}
