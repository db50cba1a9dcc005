'use client';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { z } from 'zod';
import { call, problemOf } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';
import type { JobChangeRequest, JobOutcome } from '@/server/queries/jobsOutcome';

const answerSchema = z.object({
  changed: z.number(),
  more: z.boolean(),
  results: z.array(
    z.object({ id: z.string(), outcome: z.enum(['retried', 'discarded', 'running', 'waiting', 'gone']) }),
  ),
});

export type JobAction = 'retry' | 'discard';

/** What the last change did; `undo`: ids that a retry would bring back. */
export type JobNote = { outcomes: JobOutcome[]; undo: string[]; problem: ProblemBody | null };

export type JobChanges = {
  busy: boolean;
  note: JobNote | null;
  dismiss: () => void;
  send: (action: JobAction, request: JobChangeRequest) => void;
};

/** Changes jobs, in as many requests as it takes, and shows the page anew. */
export function useJobChange(): JobChanges {
  const router = useRouter();
  const [busy, start] = useTransition();
  const [note, setNote] = useState<JobNote | null>(null);
  const send = (action: JobAction, request: JobChangeRequest): void =>
    start(async () => {
      const done: JobNote = { outcomes: [], undo: [], problem: null };
      for (let more = true; more; ) {
        const answer = await post(action, request);
        if ('problem' in answer) {
          done.problem = answer.problem;
          break;
        }
        done.outcomes.push(...answer.results.map(({ outcome }) => outcome));
        done.undo.push(...answer.results.filter(isUndoable).map(({ id }) => id));
        more = answer.more && answer.changed > 0;
      }
      setNote(done);
      router.refresh();
    });
  return { busy, note, dismiss: () => setNote(null), send };
}

/** An image is kept when its job goes; other jobs leave nothing to bring back. */
const isUndoable = ({ id, outcome }: { id: string; outcome: JobOutcome }): boolean =>
  outcome === 'discarded' && id.startsWith('audit-instance:');

async function post(
  action: JobAction,
  request: JobChangeRequest,
): Promise<z.infer<typeof answerSchema> | { problem: ProblemBody }> {
  const answer = await call('POST', `/api/v1/jobs/${action}`, request);
  if (!answer.ok) return answer;
  const parsed = answerSchema.safeParse(answer.body);
  return parsed.success ? parsed.data : { problem: problemOf({ status: 200, body: null }) };
}
