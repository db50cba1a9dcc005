import type { Settings } from '@/server/settings';
import { baseUrl } from './address';
import { checkDatabase } from './databaseCheck';
import { lockDataFolder } from './lock';
import { startPostgres } from './postgres';
import { say, step } from './progress.mjs';
import type { Shutdown } from './shutdown';

/** The database to run on: DATABASE_URL when it was given and can be reached, else the embedded one, started here. */
export async function readyDatabase(settings: Settings, shutdown: Shutdown): Promise<string> {
  const given = settings.givenDatabaseUrl;
  if (given) {
    await step('reaching the database', () => checkDatabase(given));
    return given;
  }
  shutdown.add(lockDataFolder(settings.dataDir, baseUrl(settings.host, settings.port)));
  const postgres = await step('starting the database', () => startPostgres(settings.dataDir, { say }));
  shutdown.add(postgres.stop, postgres.kill);
  return postgres.url;
}
