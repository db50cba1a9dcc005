import { withdrawInvitation } from '@/server/access/invitations';
import { json, route, uuidParam } from '@/server/api/route';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const DELETE = route('administer', async ({ principal, params }) => {
  await withdrawInvitation(db(), uuidParam(params, 'invitationId'), principal, new Date());
  return json({ done: true });
});
