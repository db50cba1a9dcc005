'use client';
import { type FormEvent, useState } from 'react';
import { SignInProblem } from './signInProblem';
import { useCall } from './useCall';

/** The name by which others see you. */
export function NameForm({ name }: { name: string }) {
  const { busy, problem, run } = useCall();
  const [saved, setSaved] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setSaved((await run('PATCH', '/api/v1/session', { name: form.get('name') })).ok);
  };
  return (
    <form className="account-form" onSubmit={(event) => void submit(event)} aria-label="Name">
      <label className="field">
        Name
        <input className="input" name="name" defaultValue={name} autoComplete="name" maxLength={120} required />
      </label>
      <button type="submit" className="btn" disabled={busy}>
        Save
      </button>
      <span className="small dim" role="status">
        {saved ? 'Saved' : ''}
      </span>
      {problem !== null && <SignInProblem problem={problem} />}
    </form>
  );
}
