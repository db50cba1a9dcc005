import { changeAccount } from '@/server/access/accounts';
import { accountChange } from '@/server/api/accessSchema';
import { jsonChange } from '@/server/api/jsonChange';
import { route, uuidParam } from '@/server/api/route';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

/** Changes an account; the answer says what it made that goes on without it. */
export const PATCH = route('administer', async (call) => {
  const accountId = uuidParam(call.params, 'accountId');
  return jsonChange(call, accountChange, async (change) => {
    const left = await changeAccount(db(), accountId, change, call.principal, new Date());
    return { done: true, ...left };
  });
});
