import { createSignInLink } from '@/server/access/signInToken';
import { openDb } from '@/server/db/client';
import type { Settings } from '@/server/settings';
import { baseUrl } from './address';
import { checkDatabase } from './databaseCheck';
import { lockHolder } from './lock';
import { runningPostgresUrl } from './postgres';
import { say } from './progress.mjs';
import { StartError } from './startError';

/** `npm run signin`: prints a new link for the server that runs on this data folder or DATABASE_URL. */
export async function signin(settings: Settings): Promise<void> {
  const databaseUrl = settings.givenDatabaseUrl ?? runningPostgresUrl(settings.dataDir);
  if (!databaseUrl) throw new StartError(`nothing runs in ${settings.dataDir}: npm start prints a sign-in link`);
  if (settings.givenDatabaseUrl) await checkDatabase(databaseUrl);
  const address = lockHolder(settings.dataDir)?.address ?? baseUrl(settings.host, settings.port);
  const db = openDb(databaseUrl);
  try {
    say(await createSignInLink(db, address));
  } finally {
    await db.$disconnect();
  }
}
