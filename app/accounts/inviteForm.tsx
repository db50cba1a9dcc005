'use client';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import type { Role } from '@/server/access/principal';
import { ROLE_CHOICES, ROLE_NAMES } from './roleNames';
import { ShownOnce } from './shownOnce';
import { SignInProblem } from './signInProblem';
import { useCall } from './useCall';

const invited = z.object({ link: z.string() });

/** Invites somebody: makes a link that the inviter hands over. */
export function InviteForm() {
  const { busy, problem, run } = useCall();
  const [role, setRole] = useState<Role>('clinician');
  const [made, setMade] = useState<{ email: string; link: string } | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const email = String(new FormData(form).get('email'));
    const answer = await run('POST', '/api/v1/accounts/invitations', { email, role });
    const parsed = answer.ok ? invited.safeParse(answer.body) : null;
    setMade(parsed?.success ? { email, link: parsed.data.link } : null);
    if (answer.ok) form.reset();
  };
  return (
    <form className="account-form" onSubmit={(event) => void submit(event)} aria-label="Invite">
      <label className="field">
        E-mail
        <input className="input" name="email" type="email" autoComplete="off" required />
      </label>
      <label className="field">
        Role
        <select
          className="input"
          value={role}
          onChange={({ target }) => setRole(ROLE_CHOICES.find((choice) => choice === target.value) ?? 'viewer')}
        >
          {ROLE_CHOICES.map((choice) => (
            <option key={choice} value={choice}>
              {ROLE_NAMES[choice].name}
            </option>
          ))}
        </select>
      </label>
      <span className="small dim">{ROLE_NAMES[role].may}</span>
      <button type="submit" className="btn primary" disabled={busy}>
        Make an invitation
      </button>
      {made !== null && <ShownOnce title={`Send this link to ${made.email}`} text={made.link} label="the invitation" />}
      {problem !== null && <SignInProblem problem={problem} />}
    </form>
  );
}
