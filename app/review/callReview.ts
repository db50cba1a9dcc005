import { withBase } from '@/app/shell/basePath';
import { problemOf } from '@/app/uploader/send';
import type { ProblemBody } from '@/server/problem/problemBody';

/** What a call came to: the answer's body, or why there is none. */
export type Called = { body: unknown } | { problem: ProblemBody };

/** Sends to the review interface; `path` without the base, as `/api/v1/review/…`. */
export async function callReview(
  path: `/${string}`,
  body: object = {},
  method: 'POST' | 'PUT' | 'DELETE' = 'POST',
): Promise<Called> {
  try {
    const answer = await fetch(withBase(path), {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const said: unknown = await answer.json().catch(() => null);
    return answer.ok ? { body: said } : { problem: problemOf({ status: answer.status, body: said }) };
  } catch {
    return { problem: problemOf({ status: 0, body: null }) };
  }
}
