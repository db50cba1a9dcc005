'use client';
import { useEffect, useState } from 'react';
import { call } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';
import { goOn } from './goOn';
import { askPasskey, hasPasskeys } from './passkeyCeremony';

type Props = { next: string | undefined; onProblem: (problem: ProblemBody | null) => void };

/** Signs in with a passkey of this device; not there where the browser has none. */
export function PasskeyButton({ next, onProblem }: Props) {
  const [offered, setOffered] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => setOffered(hasPasskeys()), []);
  if (!offered) return null;
  const signIn = async (): Promise<void> => {
    setBusy(true);
    const options = await call('POST', '/api/v1/signin/passkey/options', {});
    const given = options.ok ? await askPasskey(options.body) : options;
    const answer = given.ok
      ? await call('POST', '/api/v1/signin/passkey', { response: given.body, ...(next !== undefined && { next }) })
      : given;
    if (answer.ok) return goOn(answer.body);
    setBusy(false);
    onProblem(answer.problem);
  };
  return (
    <button type="button" className="btn entry-wide" disabled={busy} onClick={() => void signIn()}>
      {busy ? 'Waiting for the passkey …' : 'Sign in with a passkey'}
    </button>
  );
}
