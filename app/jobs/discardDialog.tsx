'use client';
import { type RefObject, useId } from 'react';
import { plural } from '@/app/format/number';

type Props = { dialog: RefObject<HTMLDialogElement | null>; count: number; what: string; discard: () => void };

/** Asks once more, and says what discarding means. `what`: which jobs, as in "all dead jobs". */
export function DiscardDialog({ dialog, count, what, discard }: Props) {
  const title = useId();
  const answer = (): void => {
    if (dialog.current?.returnValue === 'discard') discard();
  };
  return (
    <dialog ref={dialog} className="sheet job-dialog" aria-labelledby={title} onClose={answer}>
      <form method="dialog">
        <h2 id={title}>Discard {what}?</h2>
        <ul>
          <li>Images stay stored, and are marked failed, discarded. Retry brings them back.</li>
          <li>Images that some versions have read keep those results.</li>
          <li>A model that was to be checked is refused; it has to be sent again.</li>
          <li>A question of statistics is stopped; who asks again has it begin anew.</li>
          <li>Jobs that run just now are left alone.</li>
        </ul>
        <div className="job-answer">
          <button type="submit" className="btn" value="keep">
            Keep {count === 1 ? 'it' : 'them'}
          </button>
          <button type="submit" className="btn primary" value="discard">
            Discard {plural(count, 'job')}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** Opens it, as if it had never been answered. */
export function askToDiscard(dialog: RefObject<HTMLDialogElement | null>): void {
  if (dialog.current === null || dialog.current.open) return;
  dialog.current.returnValue = '';
  dialog.current.showModal();
}
