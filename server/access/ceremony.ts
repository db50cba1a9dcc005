import { AppError } from '@/server/problem/appError';

/** What the library answered to a ceremony: its JSON and the cookies that carry it on. */
export type Ceremony = { body: unknown; cookies: string[] };

/** The library's cookies that may reach the browser: those of ceremonies. A session is ours to open. */
const isOurs = (cookie: string): boolean => !/session_token|session_data/.test(cookie.split('=')[0] ?? '');

/** Cookies of a response of the library. */
export const cookiesOf = (response: Response): string[] => response.headers.getSetCookie().filter(isOurs);

/** Reads an answer of the library. @throws AppError unauthorized with `refused` when it says no */
export async function ceremonyOf(response: Response, refused: string): Promise<Ceremony> {
  if (!response.ok) {
    await response.body?.cancel();
    throw new AppError('unauthorized', refused);
  }
  return { body: await response.json(), cookies: cookiesOf(response) };
}

/** Headers of a request as the library needs them: cookies and what told where it comes from. */
export function ceremonyHeaders(headers: Headers, origin: string): Headers {
  const cookie = headers.get('cookie');
  return new Headers({ origin, ...(cookie !== null && { cookie }) });
}
