import { beginPasskey } from '@/server/access/passkeys';
import { personOf } from '@/server/api/accountAnswer';
import { route } from '@/server/api/route';
import { jsonWithCookies, placeOf } from '@/server/api/signInAnswer';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const POST = route('read', async ({ request, principal }) => {
  const { body, cookies } = await beginPasskey(db(), personOf(principal), placeOf(request));
  return jsonWithCookies(body, cookies);
});
