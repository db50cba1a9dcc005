import { endSession } from '@/server/access/sessions';
import { json, route, uuidParam } from '@/server/api/route';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const DELETE = route('read', async ({ principal, params }) => {
  await endSession(db(), uuidParam(params, 'sessionId'), principal, new Date());
  return json({ done: true });
});
