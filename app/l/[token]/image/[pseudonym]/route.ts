import { problemResponse } from '@/server/api/route';
import { LINK_HEADERS } from '@/server/links/linkHeaders';
import { showPicture } from '@/server/links/showLink';
import { visitorOfRequest } from '@/server/links/visitorOfRequest';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ token: string; pseudonym: string }> };

/** A picture as the link's policy lets it be seen. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const { token, pseudonym } = await params;
    const png = await showPicture(visitorOfRequest(request.headers, token), pseudonym, new Date());
    return new Response(png, { headers: { ...LINK_HEADERS, 'content-type': 'image/png' } });
  } catch (error) {
    return problemResponse(error);
  }
}
