import { createKey, listKeys } from '@/server/access/apiKey';
import { keysCsv } from '@/server/api/accessCsv';
import { accessList, newKey } from '@/server/api/accessSchema';
import { secretChange } from '@/server/api/accountAnswer';
import { parseQuery } from '@/server/api/query';
import { json, route } from '@/server/api/route';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const GET = route('administer', async ({ url }) => {
  const { cursor, limit, format } = parseQuery(url, accessList);
  if (format === 'csv') return keysCsv((from) => listKeys(db(), from, 200));
  return json(await listKeys(db(), cursor, limit));
});

export const POST = route('administer', async (call) =>
  secretChange(call, newKey, 'key', async ({ expiresAt, ...asked }) => {
    const end = expiresAt === null ? null : new Date(expiresAt);
    const { key, keyId } = await createKey(db(), { ...asked, expiresAt: end }, call.principal, new Date());
    return { made: { keyId }, secret: key };
  }),
);
