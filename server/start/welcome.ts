import { relative } from 'node:path';
import { ensureApiKey } from '@/server/access/apiKey';
import { createFirstAdminLink } from '@/server/access/signInToken';
import { openDb } from '@/server/db/client';
import type { Settings } from '@/server/settings';
import { productUrl } from './address';

/** What the operator needs once web answers: where, how to sign in, the key when it is new, and how to stop. */
export async function welcome(settings: Settings, databaseUrl: string): Promise<string> {
  const url = productUrl(settings);
  const db = openDb(databaseUrl);
  try {
    const link = await createFirstAdminLink(db, url);
    const { key } = await ensureApiKey(db, settings.apiKey);
    const known = settings.apiKey ? 'SIGHTLINE_API_KEY, as set' : 'made at the first start and shown then';
    const folder = relative(process.cwd(), settings.dataDir);
    return [
      '',
      `  Sightline   ${url}`,
      ...(link === null
        ? [`  sign in     ${url}/signin`, '              (locked out? a link that works once: npm run signin)']
        : [`  begin       ${link}`, '              (makes the first administrator; works once, within a day)']),
      `  API key     ${key ?? known}${key ? '   (keep it: it is not shown again)' : ''}`,
      `  data        ${folder.startsWith('..') ? settings.dataDir : folder}`,
      '',
      '  Ctrl-C stops.',
      '',
    ].join('\n');
  } finally {
    await db.$disconnect();
  }
}
