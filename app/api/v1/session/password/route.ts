import { changeOwnPassword } from '@/server/access/ownAccount';
import { passwordChange } from '@/server/api/accessSchema';
import { personOf } from '@/server/api/accountAnswer';
import { json, route } from '@/server/api/route';
import { readJson } from '@/server/api/signInAnswer';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const PUT = route('read', async ({ request, principal }) => {
  const caller = { accountId: personOf(principal), sessionId: principal.sessionId };
  await changeOwnPassword(db(), caller, await readJson(request, passwordChange), new Date());
  return json({ done: true });
});
