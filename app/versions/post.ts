import { withBase } from '@/app/shell/basePath';
import { problemOf } from '@/app/uploader/send';
import type { ProblemBody } from '@/server/problem/problemBody';

/** Posts a change; null when it was made, else why not. `path` without the base, as `/api/v1/…`. */
export async function post(path: `/${string}`, body: object): Promise<ProblemBody | null> {
  try {
    const answer = await fetch(withBase(path), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.ok) return null;
    return problemOf({ status: answer.status, body: await answer.json().catch(() => null) });
  } catch {
    return problemOf({ status: 0, body: null });
  }
}
