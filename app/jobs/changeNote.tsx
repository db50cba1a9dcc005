'use client';
import { ProblemNote } from '@/app/panel/problemNote';
import { outcomeWords } from './jobWords';
import type { JobChanges } from './useJobChange';

/** Ids that one request takes. */
const MOST = 500;

/** What the last change did, said aloud, with the way back where there is one. */
export function ChangeNote({ changes }: { changes: JobChanges }) {
  const { note, busy, send, dismiss } = changes;
  return (
    <div className="job-note" role="status">
      {note !== null && (
        <>
          {note.problem !== null && <ProblemNote problem={note.problem} />}
          {note.outcomes.length > 0 && <span>{outcomeWords(note.outcomes)}</span>}
          {note.outcomes.length === 0 && note.problem === null && <span>Nothing was left to change.</span>}
          {note.undo.length > 0 && note.undo.length <= MOST && (
            <button type="button" className="btn" disabled={busy} onClick={() => send('retry', { ids: note.undo })}>
              Undo
            </button>
          )}
          <button type="button" className="btn quiet" onClick={dismiss}>
            Dismiss
          </button>
        </>
      )}
    </div>
  );
}
