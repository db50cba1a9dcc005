'use client';
import { type FormEvent, useState } from 'react';
import { withBase } from '@/app/shell/basePath';
import { call } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';
import { goOn } from './goOn';
import { PasskeyButton } from './passkeyButton';
import { SignInProblem } from './signInProblem';

type Props = { next: string | undefined; singleSignOn: boolean };

/** E-mail and password, a passkey, or the hospital's own sign-in. */
export function SignInForm({ next, singleSignOn }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const answer = await call('POST', '/api/v1/signin/password', {
      email: form.get('email'),
      password: form.get('password'),
      ...(next !== undefined && { next }),
    });
    if (answer.ok) return goOn(answer.body);
    setBusy(false);
    setProblem(answer.problem);
  };
  const query = next === undefined ? '' : `?next=${encodeURIComponent(next)}`;
  return (
    <>
      {singleSignOn && (
        <a className="btn primary entry-wide" href={withBase(`/api/v1/signin/oidc${query}`)}>
          Sign in with your organisation
        </a>
      )}
      <form className="entry-form" onSubmit={(event) => void submit(event)} aria-label="Sign in with a password">
        <label className="field">
          E-mail
          <input className="input" name="email" type="email" autoComplete="username webauthn" required />
        </label>
        <label className="field">
          Password
          <input className="input" name="password" type="password" autoComplete="current-password" required />
        </label>
        <button type="submit" className={`btn entry-wide${singleSignOn ? '' : ' primary'}`} disabled={busy}>
          {busy ? 'Signing in …' : 'Sign in'}
        </button>
      </form>
      <PasskeyButton next={next} onProblem={setProblem} />
      {problem !== null && <SignInProblem problem={problem} />}
    </>
  );
}
