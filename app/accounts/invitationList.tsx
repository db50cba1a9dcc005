'use client';
import { minute } from '@/app/format/time';
import type { Role } from '@/server/access/principal';
import { ROLE_NAMES } from './roleNames';
import { SignInProblem } from './signInProblem';
import { useCall } from './useCall';

export type ShownInvitation = { invitationId: string; email: string; role: Role; expiresAt: string };

/** Invitations that nobody has used yet. */
export function InvitationList({ invitations }: { invitations: readonly ShownInvitation[] }) {
  const { busy, problem, run } = useCall();
  if (invitations.length === 0) return <p className="dim">None is open.</p>;
  return (
    <>
      <ul className="account-list" aria-label="Open invitations">
        {invitations.map(({ invitationId, email, role, expiresAt }) => (
          <li key={invitationId}>
            <span>
              <b>{email}</b>
              <span className="small dim">
                {ROLE_NAMES[role].name}, works until {minute(expiresAt)} UTC
              </span>
            </span>
            <button
              type="button"
              className="btn quiet"
              disabled={busy}
              aria-label={`Withdraw the invitation of ${email}`}
              onClick={() => void run('DELETE', `/api/v1/accounts/invitations/${invitationId}`)}
            >
              Withdraw
            </button>
          </li>
        ))}
      </ul>
      {problem !== null && <SignInProblem problem={problem} />}
    </>
  );
}
