import { finishPasskeySignIn } from '@/server/access/passkeys';
import { visitorOf } from '@/server/access/visitor';
import { passkeySignIn } from '@/server/api/accessSchema';
import { openRoute } from '@/server/api/openRoute';
import { placeOf, readJson, signedIn } from '@/server/api/signInAnswer';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const POST = openRoute(async (request) => {
  const { next, response } = await readJson(request, passkeySignIn);
  const visitor = visitorOf(request.headers);
  return signedIn(request, await finishPasskeySignIn(db(), response, placeOf(request), visitor, new Date()), next);
});
