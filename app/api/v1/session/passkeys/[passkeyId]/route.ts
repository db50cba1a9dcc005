import { removePasskey } from '@/server/access/passkeys';
import { personOf } from '@/server/api/accountAnswer';
import { json, route, uuidParam } from '@/server/api/route';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const DELETE = route('read', async ({ principal, params }) => {
  await removePasskey(db(), personOf(principal), uuidParam(params, 'passkeyId'), new Date());
  return json({ done: true });
});
