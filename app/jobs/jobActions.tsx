'use client';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { useKeys } from '@/app/shell/useKeys';
import type { JobState } from '@/server/queries/jobs';
import { ChangeNote } from './changeNote';
import { askToDiscard, DiscardDialog } from './discardDialog';
import { useJobChange } from './useJobChange';

type Props = { id: string; state: JobState; retryFirst: boolean };

/** Retry and discard of one job; Escape closes its panel. `retryFirst`: which of the two is the advice. */
export function JobActions({ id, state, retryFirst }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const changes = useJobChange();
  const router = useRouter();
  useKeys({
    escape: () => {
      const close = document.querySelector('.job-panel [data-close]');
      if (close instanceof HTMLAnchorElement) close.click();
      else router.refresh();
    },
  });
  if (state === 'running')
    return <p className="small dim">A worker has it just now; it can be changed when that ends.</p>;
  return (
    <div>
      <div className="job-answer">
        <button
          type="button"
          className={retryFirst ? 'btn primary' : 'btn'}
          disabled={changes.busy}
          onClick={() => changes.send('retry', { ids: [id] })}
        >
          {state === 'waiting' ? 'Try it now' : 'Retry'}
        </button>
        {state !== 'discarded' && (
          <button
            type="button"
            className={retryFirst ? 'btn' : 'btn primary'}
            disabled={changes.busy}
            onClick={() => askToDiscard(dialog)}
          >
            Discard …
          </button>
        )}
      </div>
      <ChangeNote changes={changes} />
      <DiscardDialog dialog={dialog} count={1} what="this job" discard={() => changes.send('discard', { ids: [id] })} />
    </div>
  );
}
