'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import { change } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';

/** The live stream tells of edits that are done; while it is down or paused the page asks as often as this. */
const POLL_MS = 3_000;

/** After so long nobody need look on: the case stays in the queue, and the page says so. */
const LONG_MS = 60_000;

type Props = { instanceId: string; model: string };

type Stand = { at: 'idle' } | { at: 'sending' } | { at: 'waiting' | 'long' } | { at: 'refused'; problem: ProblemBody };

/** Asks for all edits of one case; they appear in the place of the button. */
export function EditCaseButton({ instanceId, model }: Props) {
  const [stand, setStand] = useState<Stand>({ at: 'idle' });
  useWaiting(stand.at === 'waiting', () => setStand({ at: 'long' }));
  const ask = async (): Promise<void> => {
    setStand({ at: 'sending' });
    const problem = await change('POST', '/api/v1/edits', { instanceId, model });
    setStand(problem === null ? { at: 'waiting' } : { at: 'refused', problem });
  };
  const underWay = stand.at === 'waiting' || stand.at === 'long';
  return (
    <>
      {underWay ? (
        <progress className="edit-bar" aria-label="Editing this case" />
      ) : (
        <button type="button" className="btn" disabled={stand.at === 'sending'} onClick={() => void ask()}>
          Edit this case
        </button>
      )}
      <span className="small dim" role="status">
        {stand.at === 'waiting' && 'In the queue. The edits appear here by themselves.'}
        {stand.at === 'long' && 'Still in the queue; the workers are busy. It need not be asked for again.'}
      </span>
      {stand.at === 'refused' && <ProblemNote problem={stand.problem} />}
    </>
  );
}

function useWaiting(isWaiting: boolean, onLong: () => void): void {
  const router = useRouter();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `onLong` only sets a state, and changes with every render
  useEffect(() => {
    if (!isWaiting) return;
    const poll = setInterval(() => router.refresh(), POLL_MS);
    const end = setTimeout(onLong, LONG_MS);
    return () => {
      clearInterval(poll);
      clearTimeout(end);
    };
  }, [isWaiting, router]);
}
