import { revokeKey } from '@/server/access/apiKey';
import { json, route, uuidParam } from '@/server/api/route';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const DELETE = route('administer', async ({ principal, params }) => {
  await revokeKey(db(), uuidParam(params, 'keyId'), principal, new Date());
  return json({ done: true });
});
