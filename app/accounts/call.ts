import { withBase } from '@/app/shell/basePath';
import { problemOf } from '@/app/uploader/send';
import type { ProblemBody } from '@/server/problem/problemBody';

/** What the server answered, parsed by who asked; or why it refused. */
export type Answer = { ok: true; body: unknown } | { ok: false; problem: ProblemBody };

/** Calls one of our own paths with JSON. `path` without the base, as `/api/v1/…`. */
export async function call(method: string, path: `/${string}`, body?: object): Promise<Answer> {
  try {
    const answer = await fetch(withBase(path), {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const said: unknown = await answer.json().catch(() => null);
    return answer.ok
      ? { ok: true, body: said }
      : { ok: false, problem: problemOf({ status: answer.status, body: said }) };
  } catch {
    return { ok: false, problem: problemOf({ status: 0, body: null }) };
  }
}
