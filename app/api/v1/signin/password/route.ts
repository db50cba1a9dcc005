import { signInWithPassword } from '@/server/access/signIn';
import { visitorOf } from '@/server/access/visitor';
import { passwordSignIn } from '@/server/api/accessSchema';
import { openRoute } from '@/server/api/openRoute';
import { readJson, signedIn } from '@/server/api/signInAnswer';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const POST = openRoute(async (request) => {
  const { next, ...given } = await readJson(request, passwordSignIn);
  return signedIn(request, await signInWithPassword(db(), given, visitorOf(request.headers), new Date()), next);
});
