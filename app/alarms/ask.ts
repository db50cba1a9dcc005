import { withBase } from '@/app/shell/basePath';
import { problemOf } from '@/app/uploader/send';
import type { ProblemBody } from '@/server/problem/problemBody';

/** What came back, as foreign data to parse, or why it was refused. */
export type Answer = { body: unknown; problem: null } | { body: null; problem: ProblemBody };

/** Posts JSON and waits for the answer. `path` without the base, as `/api/v1/…`. */
export async function ask(path: `/${string}`, body: object): Promise<Answer> {
  try {
    const answer = await fetch(withBase(path), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const told: unknown = await answer.json().catch(() => null);
    if (answer.ok) return { body: told, problem: null };
    return { body: null, problem: problemOf({ status: answer.status, body: told }) };
  } catch {
    return { body: null, problem: problemOf({ status: 0, body: null }) };
  }
}
