import { withBase } from '@/app/shell/basePath';
import { problemOf } from '@/app/uploader/send';
import type { ProblemBody } from '@/server/problem/problemBody';

/** Asks for something of the trail, once; answers what was wrong, or null. */
export async function trailPost(path: 'checkpoints' | 'verification'): Promise<ProblemBody | null> {
  try {
    const answer = await fetch(withBase(`/api/v1/trail/${path}`), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    if (answer.ok) return null;
    return problemOf({ status: answer.status, body: await answer.json().catch(() => null) });
  } catch {
    return problemOf({ status: 0, body: null });
  }
}
