import { invite, listInvitations } from '@/server/access/invitations';
import { linkUrl } from '@/server/access/oneTimeLink';
import { originOf } from '@/server/access/visitor';
import { newInvitation } from '@/server/api/accessSchema';
import { secretChange } from '@/server/api/accountAnswer';
import { json, route } from '@/server/api/route';
import { db } from '@/server/db/client';
import { settings } from '@/server/settings';

export const dynamic = 'force-dynamic';

export const GET = route('administer', async () => json({ rows: await listInvitations(db(), new Date()) }));

export const POST = route('administer', async (call) =>
  secretChange(call, newInvitation, 'link', async (asked) => {
    const { token, ...made } = await invite(db(), asked, call.principal, new Date());
    return { made, secret: linkUrl(`${originOf(call.request.headers)}${settings().basePath}`, token) };
  }),
);
