'use client';
import type { ReactNode } from 'react';
import { findingName } from '@/app/matrix/findingName';
import { ClaimClock } from './claimClock';
import { NoteField } from './noteField';
import { type Open, useVerdict } from './useVerdict';
import { VerdictFoot } from './verdictFoot';
import { ModelStep, OwnStep } from './verdictSteps';

/** `said`: what the model said, as the server shows it; null before the reader has committed. */
type Props = Open & { said: ReactNode };

/** What is asked, the answers with their keys, and the way to the next case. */
export function VerdictPanel({ said, ...open }: Props) {
  const { task, reading } = open;
  const verdict = useVerdict(open);
  const { draft, change, note, save } = verdict;
  const isUnaided = task.stage === 'unaided';
  return (
    <section className="verdict-panel" aria-label="Verdict">
      <header>
        <b>{findingName(task.finding)}</b>
        <span className="dim cut">{task.place}</span>
        {task.expiresAt !== null && (
          <ClaimClock
            key={task.expiresAt}
            readId={task.readId}
            expiresAt={task.expiresAt}
            onLost={() => reading.lose(task.readId)}
          />
        )}
      </header>
      <ol className="review-steps">
        <OwnStep task={task} draft={draft} change={change} />
        <ModelStep said={said} isUnaided={isUnaided} draft={draft} change={change} />
        {!isUnaided && (
          <li data-at="next">
            <NoteField
              ref={note}
              note={draft.note}
              onChange={(text) => change({ ...draft, note: text })}
              onSave={save}
            />
          </li>
        )}
      </ol>
      <VerdictFoot {...open} verdict={verdict} />
    </section>
  );
}
