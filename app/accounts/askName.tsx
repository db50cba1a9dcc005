'use client';
import { useId, useRef, useState } from 'react';
import { SignInProblem } from './signInProblem';
import { useCall } from './useCall';

type Props = {
  /** What the button says, and its answer in the dialog. */
  verb: string;
  /** Of what goes: to be typed, since it does not come back. */
  name: string;
  warning: string;
  /** What is deleted, without the base path. */
  path: `/${string}`;
};

/** Deletes something for good, once its name was typed. */
export function AskName({ verb, name, warning, path }: Props) {
  const { busy, problem, run } = useCall();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [typed, setTyped] = useState('');
  const ask = (): void => {
    setTyped('');
    dialog.current?.showModal();
  };
  const remove = async (): Promise<void> => {
    dialog.current?.close();
    await run('DELETE', path);
  };
  return (
    <>
      <button type="button" className="btn quiet" disabled={busy} aria-label={`${verb} ${name}`} onClick={ask}>
        {verb}
      </button>
      <dialog ref={dialog} className="sheet ask-name" aria-labelledby={title}>
        <form
          className="account-form wide"
          onSubmit={(event) => {
            event.preventDefault();
            void remove();
          }}
        >
          <h2 id={title}>
            {verb} “{name}”?
          </h2>
          <p>{warning}</p>
          <label className="field">
            Type {name} to go on
            <input
              className="input"
              value={typed}
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => setTyped(target.value)}
            />
          </label>
          <div className="ask-answer">
            <button type="button" className="btn" onClick={() => dialog.current?.close()}>
              Keep it
            </button>
            <button type="submit" className="btn primary" disabled={typed.trim() !== name}>
              {verb} it
            </button>
          </div>
        </form>
      </dialog>
      {problem !== null && <SignInProblem problem={problem} />}
    </>
  );
}
