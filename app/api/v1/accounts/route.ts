import { listAccounts } from '@/server/access/accounts';
import { accountsCsv } from '@/server/api/accessCsv';
import { accessList } from '@/server/api/accessSchema';
import { parseQuery } from '@/server/api/query';
import { json, route } from '@/server/api/route';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const GET = route('administer', async ({ url }) => {
  const { cursor, limit, format } = parseQuery(url, accessList);
  if (format === 'csv') return accountsCsv((from) => listAccounts(db(), from, 200, new Date()));
  return json(await listAccounts(db(), cursor, limit, new Date()));
});
