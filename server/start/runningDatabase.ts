import type { Settings } from '@/server/settings';
import { checkDatabase } from './databaseCheck';
import { runningAppUrl } from './postgres';
import { StartError } from './startError';

/** The database of the server that runs: DATABASE_URL, or the embedded one of the data folder, which must be up. */
export async function runningDatabase(settings: Settings): Promise<string> {
  if (settings.givenDatabaseUrl) {
    await checkDatabase(settings.givenDatabaseUrl);
    return settings.givenDatabaseUrl;
  }
  const url = runningAppUrl(settings.dataDir);
  if (!url) throw new StartError(`nothing runs in ${settings.dataDir}: npm start first`);
  return url;
}
