'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type Answer, call } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';

export type Calls = {
  busy: boolean;
  problem: ProblemBody | null;
  /** Calls one of our paths, and has the page read anew when that worked. */
  run: (method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: `/${string}`, body?: object) => Promise<Answer>;
};

/** Changes that a page's own controls ask for, with their state. */
export function useCall(): Calls {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const run: Calls['run'] = async (method, path, body) => {
    setBusy(true);
    const answer = await call(method, path, body);
    setBusy(false);
    setProblem(answer.problem);
    if (answer.ok) router.refresh();
    return answer;
  };
  return { busy, problem, run };
}
