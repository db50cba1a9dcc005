'use client';
import { minute, since } from '@/app/format/time';
import { browserName } from './browserName';
import { SignInProblem } from './signInProblem';
import { useCall } from './useCall';

export type ShownSession = {
  sessionId: string;
  method: string | null;
  address: string | null;
  userAgent: string | null;
  createdAt: string;
  seenAt: string | null;
  current: boolean;
};

type Props = { sessions: readonly ShownSession[]; accountId?: string; asOf: string };

/** Browsers that are signed in, and the way to end each. `accountId`: of somebody else. */
export function SessionList({ sessions, accountId, asOf }: Props) {
  const { busy, problem, run } = useCall();
  const others = sessions.filter(({ current }) => !current);
  const query = accountId === undefined ? '' : `?accountId=${accountId}`;
  if (sessions.length === 0) return <p className="dim">No browser is signed in.</p>;
  return (
    <>
      <ul className="account-list" aria-label="Sessions">
        {sessions.map((session) => (
          <li key={session.sessionId}>
            <span>
              <b>{browserName(session.userAgent)}</b>
              {session.current && <span className="tag">this browser</span>}
              <span className="small dim">
                Signed in{session.method === null ? '' : ` by ${session.method}`} on {minute(session.createdAt)} UTC
                {session.address === null ? '' : `, from ${session.address}`}
                {session.seenAt === null || session.current ? '' : `, last seen ${agoOf(session.seenAt, asOf)}`}
              </span>
            </span>
            {!session.current && (
              <button
                type="button"
                className="btn quiet"
                disabled={busy}
                aria-label={`Sign out ${browserName(session.userAgent)}`}
                onClick={() => void run('DELETE', `/api/v1/sessions/${session.sessionId}`)}
              >
                Sign out
              </button>
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 && (
        <button
          type="button"
          className="btn"
          disabled={busy}
          onClick={() => void run('DELETE', `/api/v1/sessions${query}`)}
        >
          Sign out {others.length} other browsers
        </button>
      )}
      {problem !== null && <SignInProblem problem={problem} />}
    </>
  );
}

const agoOf = (time: string, asOf: string): string => `${since(Date.parse(asOf) - Date.parse(time))} ago`;
