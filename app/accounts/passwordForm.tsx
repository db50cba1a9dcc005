'use client';
import { type FormEvent, useState } from 'react';
import { SignInProblem } from './signInProblem';
import { useCall } from './useCall';

/** Sets or changes one's own password; every other browser is signed out. */
export function PasswordForm({ present }: { present: boolean }) {
  const { busy, problem, run } = useCall();
  const [saved, setSaved] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = Object.fromEntries(new FormData(form));
    const { ok } = await run('PUT', '/api/v1/session/password', given);
    setSaved(ok);
    if (ok) form.reset();
  };
  return (
    <form className="account-form" onSubmit={(event) => void submit(event)} aria-label="Password">
      {present && (
        <label className="field">
          Present password
          <input className="input" name="current" type="password" autoComplete="current-password" required />
        </label>
      )}
      <label className="field">
        New password, at least 12 characters
        <input className="input" name="password" type="password" autoComplete="new-password" minLength={12} required />
      </label>
      <button type="submit" className="btn" disabled={busy}>
        {present ? 'Change the password' : 'Set a password'}
      </button>
      <span className="small dim" role="status">
        {saved ? 'Saved. Other browsers are signed out.' : ''}
      </span>
      {problem !== null && <SignInProblem problem={problem} />}
    </form>
  );
}
