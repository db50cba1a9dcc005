import { problemResponse } from '@/server/api/route';
import { db } from '@/server/db/client';
import { LINK_HEADERS } from '@/server/links/linkHeaders';
import { linkStream } from '@/server/links/linkStream';
import { doorOf } from '@/server/links/visit';
import { AppError } from '@/server/problem/appError';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ token: string }> };

/** Tells an open page of this link that something changed, or that it is closed. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const { token } = await params;
    const door = await doorOf(db(), token, request.headers.get('cookie'), new Date());
    if (door === null || !door.visiting)
      throw new AppError('gone', 'this link is closed, or was not opened in this browser');
    const headers = { ...LINK_HEADERS, 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' };
    return new Response(linkStream(db(), token, door, request.signal), { headers });
  } catch (error) {
    return problemResponse(error);
  }
}
