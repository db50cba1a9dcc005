import { z } from 'zod';
import { createResetLink } from '@/server/access/accounts';
import { linkUrl } from '@/server/access/oneTimeLink';
import { originOf } from '@/server/access/visitor';
import { secretChange } from '@/server/api/accountAnswer';
import { route, uuidParam } from '@/server/api/route';
import { db } from '@/server/db/client';
import { settings } from '@/server/settings';

export const dynamic = 'force-dynamic';

export const POST = route('administer', async (call) => {
  const accountId = uuidParam(call.params, 'accountId');
  return secretChange(call, z.strictObject({}), 'link', async () => {
    const { token, expiresAt } = await createResetLink(db(), accountId, call.principal, new Date());
    const secret = linkUrl(`${originOf(call.request.headers)}${settings().basePath}`, token);
    return { made: { expiresAt }, secret };
  });
});
