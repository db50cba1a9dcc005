import { readText } from '@/server/api/readText';
import { problemResponse } from '@/server/api/route';
import { db } from '@/server/db/client';
import { LINK_HEADERS } from '@/server/links/linkHeaders';
import { openLink } from '@/server/links/openLink';
import { linkPath, visitCookie } from '@/server/links/visit';
import { visitorOfRequest } from '@/server/links/visitorOfRequest';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ token: string }> };

/** The entry page's form: a button, not the visit, counts as a view, so that previews of mail programs do not. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  try {
    const { token } = await params;
    const passcode = new URLSearchParams(await readText(request, 10_000)).get('passcode');
    const { headers } = request;
    const answer = await openLink(db(), { ...visitorOfRequest(headers, token), passcode }, new Date());
    const problem = !answer.opened && (answer.because === 'wrong-passcode' || answer.because === 'locked');
    // Relative on purpose: behind a proxy our own host is not the one that the browser knows.
    const location = `${linkPath(encodeURIComponent(token))}${problem ? `?problem=${answer.because}` : ''}`;
    const answered = new Headers({ ...LINK_HEADERS, location });
    if (answer.opened && answer.visit !== null) answered.set('set-cookie', visitCookie(headers, token, answer.visit));
    return new Response(null, { status: 303, headers: answered });
  } catch (error) {
    return problemResponse(error);
  }
}
