import { beginSingleSignOn, requireProvider } from '@/server/access/singleSignOn';
import { openRoute } from '@/server/api/openRoute';
import { ownPath, placeOf, seeOther } from '@/server/api/signInAnswer';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const GET = openRoute(async (request) => {
  const next = ownPath(new URL(request.url).searchParams.get('next'));
  const { location, cookies } = await beginSingleSignOn(db(), requireProvider(), next, placeOf(request));
  return seeOther(location, cookies);
});
