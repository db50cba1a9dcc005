import { changeAccount } from '@/server/access/accounts';
import { whoAmI } from '@/server/access/ownAccount';
import { ownChange } from '@/server/api/accessSchema';
import { personOf } from '@/server/api/accountAnswer';
import { jsonChange } from '@/server/api/jsonChange';
import { json, route } from '@/server/api/route';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const GET = route('read', async ({ principal }) => json(await whoAmI(db(), principal)));

export const PATCH = route('read', async (call) => {
  const accountId = personOf(call.principal);
  return jsonChange(call, ownChange, async (change) => {
    await changeAccount(db(), accountId, change, call.principal, new Date());
    return whoAmI(db(), call.principal);
  });
});
