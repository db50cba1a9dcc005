'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import { change } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';

type Props = {
  /** On the button, and again on the one that confirms. */
  name: string;
  title: string;
  path: `/${string}`;
  /** What is posted besides the reason. */
  body: object;
  /** A reason is kept with the change; `none` where the change speaks for itself. */
  reason: 'asked' | 'none';
  primary?: boolean;
  children: ReactNode;
};

/** A change that is confirmed in a dialog, with the reason that is kept beside it. */
export function ChangeButton({ name, title, path, body, reason, primary = false, children }: Props) {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const heading = useId();
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const why = new FormData(event.currentTarget).get('reason');
    setBusy(true);
    const refused = await change('POST', path, reason === 'none' ? body : { ...body, reason: why });
    setBusy(false);
    setProblem(refused);
    if (refused !== null) return;
    dialog.current?.close();
    router.refresh();
  };
  return (
    <>
      <button
        type="button"
        className={primary ? 'btn primary' : 'btn'}
        onClick={() => {
          setProblem(null);
          dialog.current?.showModal();
        }}
      >
        {name}
      </button>
      <dialog ref={dialog} className="sheet version-dialog" aria-labelledby={heading}>
        <form onSubmit={(event) => void submit(event)}>
          <h2 id={heading}>{title}</h2>
          {children}
          {reason === 'asked' && (
            <label className="field">
              Reason, kept with the change
              <input className="input" name="reason" required minLength={3} maxLength={500} autoComplete="off" />
            </label>
          )}
          {problem !== null && <ProblemNote problem={problem} />}
          <div className="version-answer">
            <button type="button" className="btn" onClick={() => dialog.current?.close()}>
              Leave it
            </button>
            <button type="submit" className="btn primary" disabled={busy}>
              {name}
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}
