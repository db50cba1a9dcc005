'use client';
import { useRouter } from 'next/navigation';
import { useRef, useState, useTransition } from 'react';
import { z } from 'zod';
import { type Answer, call } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';
import { LOST } from './claimClock';
import { bodyOf, type Draft } from './draft';
import type { ReviewTask } from './reviewTask';

export type Reading = {
  busy: boolean;
  problem: ProblemBody | null;
  /** The claim of this read ran out, or somebody took it away. */
  lost: string | null;
  lose: (readId: string) => void;
  claim: () => void;
  save: (task: ReviewTask, draft: Draft) => void;
  release: (task: ReviewTask) => void;
  undo: (readId: string) => void;
};

/** What the page needs of the answers: which read is open now. The server alone decides what is seen of it. */
const claimed = z.object({ read: z.object({ readId: z.string() }).nullable() });

const pathOf = (readId: string, what: string): `/${string}` => `/api/v1/review/reads/${readId}/${what}`;

/** Reads that one claim may pass over. */
const MOST_SKIPPED = 50;

/** Claims, saves, puts back and takes back; each leads to the address of the read that is open then. */
export function useReading(): Reading {
  const router = useRouter();
  const [busy, start] = useTransition();
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const [lost, setLost] = useState<string | null>(null);
  const skipped = useRef<string[]>([]);
  // The page shows a read for a moment after it was saved; a second Enter must not save it again.
  const sent = useRef<string | null>(null);
  const run = (work: () => Promise<Answer>): void =>
    start(async () => {
      const answer = await work();
      setProblem(answer.problem);
    });
  const claim = async (): Promise<Answer> => {
    const answer = await call('POST', '/api/v1/review/claims', { skip: skipped.current });
    const parsed = answer.ok ? claimed.safeParse(answer.body) : null;
    if (parsed?.success === true) {
      setLost(null);
      open(parsed.data.read?.readId ?? null);
    }
    return answer;
  };
  const open = (readId: string | null): void => {
    if (readId === null) skipped.current = [];
    router.push(readId === null ? '/review' : `/review?read=${readId}`);
    router.refresh();
  };
  const save = async (task: ReviewTask, draft: Draft): Promise<Answer> => {
    const isUnaided = task.stage === 'unaided';
    const answer = await call(
      'POST',
      pathOf(task.readId, isUnaided ? 'unaided' : 'verdict'),
      isUnaided ? { verdict: draft.choice } : bodyOf(draft),
    );
    if (!answer.ok) {
      sent.current = null;
      if (LOST.includes(answer.problem.status)) setLost(task.readId);
      return answer;
    }
    if (!isUnaided) return claim();
    router.refresh();
    return answer;
  };
  const release = async ({ readId }: ReviewTask): Promise<Answer> => {
    const answer = await call('POST', pathOf(readId, 'release'), {});
    if (!answer.ok) return answer;
    skipped.current = [...skipped.current, readId].slice(-MOST_SKIPPED);
    return claim();
  };
  const undo = async (readId: string): Promise<Answer> => {
    const answer = await call('POST', pathOf(readId, 'undo'), {});
    if (answer.ok) {
      sent.current = null;
      open(readId);
    }
    return answer;
  };
  return {
    ...{ busy, problem, lost },
    lose: setLost,
    claim: () => run(claim),
    save: (task, draft) => {
      const key = `${task.readId} ${task.stage}`;
      if (sent.current === key) return;
      sent.current = key;
      run(() => save(task, draft));
    },
    release: (task) => run(() => release(task)),
    undo: (readId) => run(() => undo(readId)),
  };
}
