import { beginPasskeySignIn } from '@/server/access/passkeys';
import { openRoute } from '@/server/api/openRoute';
import { jsonWithCookies, placeOf } from '@/server/api/signInAnswer';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const POST = openRoute(async (request) => {
  const { body, cookies } = await beginPasskeySignIn(db(), placeOf(request));
  return jsonWithCookies(body, cookies);
});
