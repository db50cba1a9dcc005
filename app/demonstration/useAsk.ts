'use client';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import type { ProblemBody } from '@/server/problem/problemBody';
import { type Ask, ask } from './change';

/** Asks something of the demonstration and shows the page anew; `busy` until then, `problem` when it was refused. */
export function useAsk(): { busy: boolean; problem: ProblemBody | null; send: (asked: Ask) => void } {
  const router = useRouter();
  const [busy, startAsking] = useTransition();
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const send = (asked: Ask): void =>
    startAsking(async () => {
      setProblem(await ask(asked));
      router.refresh();
    });
  return { busy, problem, send };
}
