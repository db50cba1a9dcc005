'use client';
import { type FormEvent, useState } from 'react';
import { call } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';
import { goOn } from './goOn';
import { SignInProblem } from './signInProblem';

type Props = {
  token: string;
  purpose: 'first-admin' | 'invite' | 'reset';
  email: string | null;
  next: string | undefined;
  button: string;
};

/** What the opener of a link says of themselves: a name, an e-mail where none is fixed, and a password. */
export function LinkForm({ token, purpose, email, next, button }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = Object.fromEntries([...form].filter(([, value]) => value !== ''));
    setBusy(true);
    const answer = await call('POST', '/api/v1/signin/link', { token, ...given, ...(next !== undefined && { next }) });
    if (answer.ok) return goOn(answer.body);
    setBusy(false);
    setProblem(answer.problem);
  };
  return (
    <form className="entry-form" onSubmit={(event) => void submit(event)} aria-label={button}>
      {purpose !== 'reset' && (
        <label className="field">
          Name
          <input className="input" name="name" autoComplete="name" maxLength={100} required />
        </label>
      )}
      {email === null ? (
        <label className="field">
          E-mail
          <input className="input" name="email" type="email" autoComplete="username" required />
        </label>
      ) : (
        <p className="dim">
          E-mail: <b>{email}</b>
        </p>
      )}
      <label className="field">
        Password, at least 12 characters
        <input
          className="input"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={12}
          required={purpose === 'reset'}
        />
      </label>
      {purpose !== 'reset' && (
        <p className="small dim">Without a password you need a passkey: add one under Settings once you are in.</p>
      )}
      <button type="submit" className="btn primary entry-wide" disabled={busy}>
        {busy ? 'One moment …' : button}
      </button>
      {problem !== null && <SignInProblem problem={problem} />}
    </form>
  );
}
