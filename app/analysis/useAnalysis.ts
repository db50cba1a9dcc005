'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { hasWorked, problemOf, reach } from '@/app/shell/call';
import type { AnalysisState } from '@/server/analysis/kinds';
import type { ProblemBody } from '@/server/problem/problemBody';
import { type AnalysisProgressNumbers, progressNumbers } from './progressNumbers';

/** How often one under way is asked for; a finished one comes by the live stream too, with the rest of the page. */
const POLL_MS = 1_000;

type Asked = { now: AnalysisState; rate: number | null; busy: boolean; problem: ProblemBody | null };

/** Follows an analysis until it ends, and asks for the page anew then. */
export function useAnalysis(state: AnalysisState): Asked & { cancel: () => void; again: () => void } {
  const router = useRouter();
  const [heard, setHeard] = useState<AnalysisProgressNumbers | null>(null);
  const [rate, setRate] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const first = useRef<{ at: number; done: number } | null>(null);
  // What was heard is about this very state: one that was asked anew starts from its own.
  const known = heard?.id === state.id && heard.requestedAt === state.requestedAt ? heard : null;
  const now: AnalysisState = known === null ? state : { ...state, ...known };
  const underWay = now.status === 'waiting' || now.status === 'running';

  const hear = (next: AnalysisProgressNumbers): void => {
    const at = performance.now();
    if (next.status !== 'running' || (first.current !== null && next.done < first.current.done)) first.current = null;
    else if (first.current === null && next.total !== null) first.current = { at, done: next.done };
    const since = first.current;
    setRate(since !== null && at - since.at > POLL_MS / 2 ? (1000 * (next.done - since.done)) / (at - since.at) : null);
    setHeard(next);
    if (next.status !== 'waiting' && next.status !== 'running') router.refresh();
  };
  const send = async (path: '' | '/cancel' | '/refresh'): Promise<void> => {
    const answer = await ask(state.id, path);
    if ('refused' in answer) setProblem(answer.refused);
    else {
      setProblem(null);
      hear(answer);
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer changes with every render, and only its end counts
  useEffect(() => {
    if (!underWay) return;
    const timer = setInterval(() => void send(''), POLL_MS);
    return () => clearInterval(timer);
  }, [underWay, state.id]);
  const change = (path: '/cancel' | '/refresh') => () => {
    setBusy(true);
    void send(path).finally(() => setBusy(false));
  };
  return { now, rate, busy, problem, cancel: change('/cancel'), again: change('/refresh') };
}

async function ask(id: string, path: string): Promise<AnalysisProgressNumbers | { refused: ProblemBody }> {
  const sent = await reach(`/api/v1/analyses/${id}${path}`, { method: path === '' ? 'GET' : 'POST' });
  const parsed = progressNumbers.safeParse(sent.body);
  return hasWorked(sent) && parsed.success ? parsed.data : { refused: problemOf(sent) };
}
