'use client';
import type { ReactNode } from 'react';
import { since } from '@/app/format/time';
import { findingName } from '@/app/matrix/findingName';
import { ProblemNote } from '@/app/panel/problemNote';
import { PageLink } from '@/app/shell/pageLink';
import type { ReviewTask } from './reviewTask';
import type { Reading } from './useReading';
import { useReviewKeys } from './useReviewKeys';
import { ANSWER_WORDS, VERDICT_WORDS, zoneWord } from './verdictWords';

type Props = { task: ReviewTask; reading: Reading; undoable: boolean; said: ReactNode; after: ReactNode };

/** A read that is done: what its reader said, why it was asked, and the way on. */
export function DoneRead({ task, reading, undoable, said, after }: Props) {
  const next = (): void => {
    if (!reading.busy) reading.claim();
  };
  const undo = (): void => {
    if (undoable && !reading.busy) reading.undo(task.readId);
  };
  useReviewKeys({ enter: next, u: undo });
  return (
    <section className="verdict-panel" aria-label="Verdict">
      <header>
        <b>{findingName(task.finding)}</b>
        <span className="dim cut">{task.place}</span>
        <span className="tag">done</span>
      </header>
      <DoneSteps task={task} said={said} />
      {after}
      <footer>
        <div className="review-go">
          <button type="button" className="btn primary" disabled={reading.busy} onClick={next}>
            Next case <kbd>Enter</kbd>
          </button>
          {undoable && (
            <button type="button" className="btn quiet" disabled={reading.busy} onClick={undo}>
              Undo <kbd>u</kbd>
            </button>
          )}
          <PageLink className="btn quiet" href={`/cases/${task.instanceId}`}>
            Open the case
          </PageLink>
        </div>
        {reading.problem !== null && <ProblemNote problem={reading.problem} />}
      </footer>
    </section>
  );
}

/** What was answered, in the order of the asking. */
function DoneSteps({ task: { answer, verdict }, said }: Pick<Props, 'task' | 'said'>) {
  return (
    <ol className="review-steps">
      {answer !== null && (
        <li data-at="done">
          <h2>Your read, before the model’s</h2>
          <p>{ANSWER_WORDS[answer]}</p>
        </li>
      )}
      <li data-at="done">{said}</li>
      {verdict !== null && (
        <li data-at="done">
          <h2>{VERDICT_WORDS[verdict.verdict]}</h2>
          {verdict.zone !== null && <p>Given away by: {zoneWord(verdict.zone)}</p>}
          {verdict.note !== null && <p className="review-said">{verdict.note}</p>}
          <p className="faint">{since(verdict.milliseconds)}</p>
        </li>
      )}
    </ol>
  );
}
