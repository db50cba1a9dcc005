import { finishPasskey, listPasskeys } from '@/server/access/passkeys';
import { newPasskey } from '@/server/api/accessSchema';
import { personOf } from '@/server/api/accountAnswer';
import { jsonChange } from '@/server/api/jsonChange';
import { json, route } from '@/server/api/route';
import { placeOf } from '@/server/api/signInAnswer';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const GET = route('read', async ({ principal }) =>
  json({ rows: await listPasskeys(db(), personOf(principal)) }),
);

export const POST = route('read', async (call) => {
  const accountId = personOf(call.principal);
  const keep = async (made: { response: Record<string, unknown>; name: string }) => ({
    passkeyId: await finishPasskey(db(), accountId, made, placeOf(call.request), new Date()),
  });
  return jsonChange(call, newPasskey, keep, 201);
});
