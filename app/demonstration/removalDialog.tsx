'use client';
import { plural } from '@/app/format/number';
import type { DemonstrationStatus } from '@/server/demonstration/describe';

const ID = 'remove-demonstration';

export function showRemovalDialog(): void {
  const dialog = document.getElementById(ID);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

/** Asks once more, and says what will go. */
export function RemovalDialog({ now, remove }: { now: DemonstrationStatus; remove: () => void }) {
  const { sent, classifiers, segmenters } = now;
  return (
    <dialog id={ID} className="sheet demonstration-removal" aria-labelledby={`${ID}-title`}>
      <form method="dialog" onSubmit={(event) => isRemoval(event.nativeEvent) && remove()}>
        <h2 id={`${ID}-title`}>Remove the demonstration?</h2>
        <p>This goes, with everything that was computed from it:</p>
        <ul>
          <li>{plural(sent, 'synthetic study', 'synthetic studies')}</li>
          <Gone names={classifiers} one="classifier" />
          <Gone names={segmenters} one="segmenter" />
        </ul>
        <p>
          Real images and models stay as they are. You can bring it back with “Start the demonstration” at the foot of
          the overview or of Models, or with <code>POST /api/v1/demonstration</code>.
        </p>
        <div className="demonstration-answer">
          <button type="submit" className="btn" value="keep">
            Keep it
          </button>
          <button type="submit" className="btn primary" value="remove">
            Remove all
          </button>
        </div>
      </form>
    </dialog>
  );
}

function Gone({ names, one }: { names: string[]; one: string }) {
  if (names.length === 0) return null;
  return (
    <li>
      {plural(names.length, one)}: <span className="dim">{names.join(', ')}</span>
    </li>
  );
}

const isRemoval = (event: Event): boolean =>
  event instanceof SubmitEvent && event.submitter instanceof HTMLButtonElement && event.submitter.value === 'remove';
