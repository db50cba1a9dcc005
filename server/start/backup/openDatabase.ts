import type { Settings } from '@/server/settings';
import { productUrl } from '../address';
import { checkDatabase } from '../databaseCheck';
import { prepareDataFolder } from '../dataFolder';
import { lockDataFolder, lockHolder } from '../lock';
import { runningPostgresUrl, startPostgres } from '../postgres';
import { say, step } from '../progress.mjs';
import type { Shutdown } from '../shutdown';

/**
 * The database to copy from or to, as its owner, who alone may put another audit trail in its place: DATABASE_URL, the embedded one of a product that runs, or the embedded one started for
 * the occasion. With `alone` a product that runs is refused. What was started is stopped by `shutdown`.
 */
export async function openDatabase(settings: Settings, shutdown: Shutdown, alone: boolean): Promise<string> {
  const given = settings.givenOwnerUrl ?? settings.givenDatabaseUrl;
  if (given) {
    await checkDatabase(given);
    return given;
  }
  prepareDataFolder(settings.dataDir);
  const running = alone || !lockHolder(settings.dataDir) ? null : runningPostgresUrl(settings.dataDir);
  if (running) return running;
  shutdown.add(lockDataFolder(settings.dataDir, productUrl(settings)));
  const postgres = await step('starting the database', () => startPostgres(settings.dataDir, { say }));
  shutdown.add(postgres.stop, postgres.kill);
  return postgres.url;
}
