import { createSignInLink } from '@/server/access/signInToken';
import { openDb } from '@/server/db/client';
import type { Settings } from '@/server/settings';
import { productUrl } from './address';
import { lockHolder } from './lock';
import { say } from './progress.mjs';
import { runningDatabase } from './runningDatabase';

/** `npm run signin`: prints a new link for the server that runs on this data folder or DATABASE_URL. */
export async function signin(settings: Settings): Promise<void> {
  const databaseUrl = await runningDatabase(settings);
  const address = lockHolder(settings.dataDir)?.address ?? productUrl(settings);
  const db = openDb(databaseUrl);
  try {
    say(await createSignInLink(db, address));
  } finally {
    await db.$disconnect();
  }
}
