import { acceptLink } from '@/server/access/acceptLink';
import { visitorOf } from '@/server/access/visitor';
import { linkAnswer } from '@/server/api/accessSchema';
import { openRoute } from '@/server/api/openRoute';
import { readJson, signedIn } from '@/server/api/signInAnswer';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const POST = openRoute(async (request) => {
  const { next, ...given } = await readJson(request, linkAnswer);
  return signedIn(request, await acceptLink(db(), given, visitorOf(request.headers), new Date()), next);
});
