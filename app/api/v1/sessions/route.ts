import { accountAskedFor, endOtherSessions, listSessions } from '@/server/access/sessions';
import { sessionsQuery } from '@/server/api/accessSchema';
import { parseQuery } from '@/server/api/query';
import { json, route } from '@/server/api/route';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const GET = route('read', async ({ url, principal }) => {
  const accountId = accountAskedFor(principal, parseQuery(url, sessionsQuery).accountId);
  return json({ rows: await listSessions(db(), accountId, principal, new Date()) });
});

export const DELETE = route('read', async ({ url, principal }) => {
  const accountId = accountAskedFor(principal, parseQuery(url, sessionsQuery).accountId);
  return json({ ended: await endOtherSessions(db(), accountId, principal, new Date()) });
});
