'use client';
import { ProblemNote } from '@/app/panel/problemNote';
import { PageLink } from '@/app/shell/pageLink';
import type { Open, VerdictNow } from './useVerdict';

type Props = Omit<Open, 'onAsksZone'> & { verdict: VerdictNow };

/** The ways on from a case: save, put back, or undo the one before; and what kept it from being saved. */
export function VerdictFoot({ task, reading: { busy, problem }, undoable, verdict }: Props) {
  return (
    <footer>
      <div className="review-go">
        <button type="button" className="btn primary" disabled={busy} onClick={verdict.save}>
          {task.stage === 'unaided' ? 'Answer' : 'Save and next'} <kbd>Enter</kbd>
        </button>
        <button type="button" className="btn quiet" disabled={busy} onClick={verdict.release}>
          Put back <kbd>r</kbd>
        </button>
        <button type="button" className="btn quiet" disabled={busy || undoable === null} onClick={verdict.undo}>
          Undo <kbd>u</kbd>
        </button>
      </div>
      <p className="small review-why" role="status">
        {verdict.why}
      </p>
      {problem !== null && <ProblemNote problem={problem} />}
      <p className="small faint">
        Kept in the audit trail with your name and the time you took.
        {task.stage === 'aided' && (
          <>
            {' '}
            <PageLink className="link" href={`/cases/${task.instanceId}`}>
              Open the case
            </PageLink>
          </>
        )}
      </p>
    </footer>
  );
}
