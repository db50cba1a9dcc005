'use client';
import { useEffect, useState } from 'react';
import { day } from '@/app/format/time';
import { call } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';
import { AskName } from './askName';
import { hasPasskeys, makePasskey } from './passkeyCeremony';
import { SignInProblem } from './signInProblem';
import { useCall } from './useCall';

type Passkey = { passkeyId: string; name: string | null; createdAt: string | null; synced: boolean };

type Props = { passkeys: readonly Passkey[]; mayAdd: boolean };

/** One's own passkeys, and the way to one more for whom the organisation does not sign in. */
export function PasskeyPanel({ passkeys, mayAdd }: Props) {
  const { busy, problem, run } = useCall();
  const [offered, setOffered] = useState<boolean | null>(null);
  const [refused, setRefused] = useState<ProblemBody | null>(null);
  useEffect(() => setOffered(hasPasskeys()), []);
  const add = async (): Promise<void> => {
    const options = await call('POST', '/api/v1/session/passkeys/options', {});
    const made = options.ok ? await makePasskey(options.body) : options;
    setRefused(made.ok ? null : made.problem);
    const name = `Passkey ${passkeys.length + 1}`;
    if (made.ok) await run('POST', '/api/v1/session/passkeys', { name, response: made.body });
  };
  const shown = refused ?? problem;
  return (
    <>
      {passkeys.length === 0 ? (
        <p className="dim">None yet. A passkey signs you in by fingerprint, face or PIN of your device.</p>
      ) : (
        <ul className="account-list" aria-label="Passkeys">
          {passkeys.map(({ passkeyId, name, createdAt, synced }) => (
            <li key={passkeyId}>
              <span>
                <b>{name ?? 'Passkey'}</b>
                <span className="small dim">
                  {createdAt === null ? '' : `since ${day(createdAt)}, `}
                  {synced ? 'kept by a password manager' : 'on one device'}
                </span>
              </span>
              <AskName
                verb="Remove"
                name={name ?? 'Passkey'}
                warning="It signs nobody in from now on. A new one can be made."
                path={`/api/v1/session/passkeys/${passkeyId}`}
              />
            </li>
          ))}
        </ul>
      )}
      {!mayAdd ? (
        <p className="small dim">Your organisation signs you in: no other can be added.</p>
      ) : offered === false ? (
        <p className="small dim">Here none can be added: browsers want a name in the address, not numbers alone.</p>
      ) : (
        <button type="button" className="btn" disabled={busy || offered === null} onClick={() => void add()}>
          Add a passkey
        </button>
      )}
      {shown !== null && <SignInProblem problem={shown} />}
    </>
  );
}
