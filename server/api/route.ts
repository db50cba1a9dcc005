import { type Principal, principalOf, type Scope } from '@/server/access/principal';
import { isUuid } from '@/server/db/isUuid';
import { turnstile } from '@/server/ingest/turnstile';
import { RETRY_SECONDS, uploadBudget } from '@/server/ingest/uploadBudget';
import { AppError } from '@/server/problem/appError';
import { problemBody } from '@/server/problem/problemBody';
import { refuseHidden } from './hiddenCase';
import { asOverload } from './overload';
import { isExport, recordedExport } from './recordExport';

export type Call = { request: Request; url: URL; principal: Principal; params: Record<string, string> };

/** `params` is undefined for a path without any. */
type NextContext = { params: Promise<Record<string, string> | undefined> };

/**
 * A route handler for callers of a scope. The gate has let the caller in; this asks what they may do, and turns
 * every error into problem+json.
 */
export function route(scope: Scope, handle: (call: Call) => Promise<Response>) {
  return async (request: Request, context: NextContext): Promise<Response> => {
    try {
      const principal = principalOf(request.headers);
      if (principal === null) throw new AppError('unauthorized', 'send Authorization: Bearer <key>, or sign in');
      if (!principal.scopes.includes(scope)) throw new AppError('forbidden', `this needs a key of scope "${scope}"`);
      const call = { request, url: new URL(request.url), principal, params: (await context.params) ?? {} };
      const work = async () => {
        await refuseHidden(principal, call.params, call.url.pathname);
        const response = await handle(call);
        return isExport(response) ? recordedExport(call, response) : response;
      };
      // Who reads waits in line; who sends may take minutes over it, so there the work behind the body waits in line.
      return scope === 'read' ? await turnstile('answers').pass(work) : await uploadBudget().admit(request, work);
    } catch (error) {
      return problemResponse(error);
    }
  };
}

/** The problem document as a response; what we did not foresee is logged. */
export function problemResponse(error: unknown): Response {
  const body = problemBody(asOverload(error));
  if (body.status >= 500 && body.status !== 503) console.error(error);
  else if (body.status === 503) console.warn(`told to come again: ${body.detail}`);
  return Response.json(body, {
    status: body.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(body.status === 503 && { 'retry-after': String(RETRY_SECONDS) }),
      ...(body.status === 401 && { 'www-authenticate': 'Bearer realm="Sightline"' }),
    },
  });
}

/** JSON that no cache may keep. */
export const json = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: { 'cache-control': 'no-store' } });

/** One path parameter that must be a UUID; any other is simply not found. */
export function uuidParam(params: Record<string, string>, name: string): string {
  const value = params[name] ?? '';
  if (!isUuid(value)) throw new AppError('not-found', `no ${name.replace('Id', '')} has this id`);
  return value.toLowerCase();
}
