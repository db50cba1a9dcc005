'use client';
import { plural } from '@/app/format/number';
import { EmptyState } from '@/app/panel/emptyState';
import { ProblemNote } from '@/app/panel/problemNote';
import { PageLink } from '@/app/shell/pageLink';
import type { QueueNow } from './readingRoom';
import type { Reading } from './useReading';
import { useReviewKeys } from './useReviewKeys';
import { WaitingList } from './waitingList';

type Props = { queue: QueueNow; reading: Reading; undoable: string | null; lost: boolean };

/** Between cases: what waits and the key that starts, or why there is nothing to do. */
export function QueueGate({ queue: { waiting, findings, doneToday }, reading, undoable, lost }: Props) {
  const start = (): void => {
    if (!reading.busy) reading.claim();
  };
  const undo = (): void => {
    if (undoable !== null && !reading.busy) reading.undo(undoable);
  };
  useReviewKeys({ enter: start, u: undo });
  return (
    <div className="panel review-gate">
      <EmptyState title={titleOf(waiting, doneToday, lost)} icon={waiting === 0 && !lost ? 'check' : 'cases'}>
        {lost && (
          <p>Time ran out or somebody ended the claim, so the case went back to the queue. Nothing was saved.</p>
        )}
        {waiting === 0 && !lost ? (
          <p>
            Cases come here when a <PageLink href="/review/rules">flag rule</PageLink> finds something, when chance
            draws a control, or when somebody asks for a review on <PageLink href="/cases">Cases</PageLink>.
          </p>
        ) : (
          <p className="dim">A case is yours from the moment it opens until you save it, put it back, or leave it.</p>
        )}
        <WaitingList findings={findings} />
        <p className="review-go">
          <button type="button" className="btn primary" disabled={reading.busy} onClick={start}>
            {waiting === 0 && !lost ? 'Look again' : 'Start'} <kbd>Enter</kbd>
          </button>
          {undoable !== null && (
            <button type="button" className="btn" disabled={reading.busy} onClick={undo}>
              Undo the last verdict <kbd>u</kbd>
            </button>
          )}
        </p>
        {reading.problem !== null && <ProblemNote problem={reading.problem} />}
      </EmptyState>
    </div>
  );
}

function titleOf(waiting: number, doneToday: number, lost: boolean): string {
  if (lost) return 'This case is no longer held for you';
  if (waiting > 0) return `${plural(waiting, 'case waits', 'cases wait')} for a read`;
  return doneToday > 0 ? `Nothing is waiting. You did ${doneToday} today.` : 'Nothing is waiting';
}
