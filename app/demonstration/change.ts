'use client';
import { withBase } from '@/app/shell/basePath';
import { problemOf } from '@/app/uploader/send';
import type { DemonstrationChange } from '@/server/demonstration/control';
import type { ProblemBody } from '@/server/problem/problemBody';

/** What is asked of the demonstration, as the interface takes it. */
export type Ask = { method: 'POST' | 'DELETE' } | { method: 'PATCH'; change: DemonstrationChange };

/** Asks it; null when it was done, else why not. */
export async function ask(asked: Ask): Promise<ProblemBody | null> {
  const body = asked.method === 'PATCH' ? JSON.stringify(asked.change) : null;
  try {
    const answer = await fetch(withBase('/api/v1/demonstration'), {
      method: asked.method,
      body,
      headers: body === null ? {} : { 'content-type': 'application/json' },
    });
    if (answer.ok) return null;
    return problemOf({ status: answer.status, body: await answer.json().catch(() => null) });
  } catch {
    return problemOf({ status: 0, body: null });
  }
}
