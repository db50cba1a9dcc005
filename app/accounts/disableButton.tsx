'use client';
import { useId, useRef, useState } from 'react';
import { plural } from '@/app/format/number';

type Props = {
  name: string;
  liveKeys: number;
  liveLinks: number;
  busy: boolean;
  disable: (revokeKeys: boolean) => void;
};

/** Disables an account; where it made keys or links that go on without it, it says so before, and offers to end the keys. */
export function DisableButton({ name, liveKeys, liveLinks, busy, disable }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [ending, setEnding] = useState(true);
  const leaves = liveKeys + liveLinks > 0;
  const made = [liveKeys > 0 && plural(liveKeys, 'API key'), liveLinks > 0 && plural(liveLinks, 'audit link')];
  return (
    <>
      <button
        type="button"
        className="btn quiet"
        disabled={busy}
        aria-label={`Disable ${name}`}
        onClick={() => (leaves ? dialog.current?.showModal() : disable(false))}
      >
        Disable
      </button>
      {leaves && (
        <dialog ref={dialog} className="sheet ask-name" aria-labelledby={title}>
          <form
            className="account-form wide"
            onSubmit={(event) => {
              event.preventDefault();
              dialog.current?.close();
              disable(liveKeys > 0 && ending);
            }}
          >
            <h2 id={title}>Disable {name}?</h2>
            <p>
              {name} made {made.filter(Boolean).join(' and ')} that work without the account.
              {liveLinks > 0 && ' Links stay until they end or somebody revokes them.'}
            </p>
            {liveKeys > 0 && (
              <label className="check">
                <input type="checkbox" checked={ending} onChange={({ target }) => setEnding(target.checked)} />
                Revoke the API keys too; whatever uses them is turned away at once
              </label>
            )}
            <div className="ask-answer">
              <button type="button" className="btn" onClick={() => dialog.current?.close()}>
                Cancel
              </button>
              <button type="submit" className="btn primary">
                Disable
              </button>
            </div>
          </form>
        </dialog>
      )}
    </>
  );
}
