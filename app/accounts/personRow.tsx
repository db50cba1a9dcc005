'use client';
import { useState } from 'react';
import { z } from 'zod';
import { minute, since } from '@/app/format/time';
import { PageLink } from '@/app/shell/pageLink';
import type { Role } from '@/server/access/principal';
import { DisableButton } from './disableButton';
import { LeftBehindNote } from './leftBehindNote';
import { RolePick } from './rolePick';
import { ShownOnce } from './shownOnce';
import { SignInProblem } from './signInProblem';
import { useCall } from './useCall';

export type Person = {
  accountId: string;
  name: string;
  email: string;
  role: Role;
  methods: string;
  disabled: boolean;
  lockedUntil: string | null;
  lastSeenAt: string | null;
  sessions: number;
  /** What it made that works without it. */
  liveKeys: number;
  liveLinks: number;
};

const resetMade = z.object({ link: z.string() });

/** One account with what an administrator may change. `own`: one cannot lock oneself out. */
export function PersonRow({ person, own, asOf }: { person: Person; own: boolean; asOf: string }) {
  const { busy, problem, run } = useCall();
  const [link, setLink] = useState<string | null>(null);
  const { accountId, name, role, disabled, liveKeys, liveLinks } = person;
  const path = `/api/v1/accounts/${accountId}` as const;
  const reset = async (): Promise<void> => {
    const answer = await run('POST', `${path}/reset`, {});
    const parsed = answer.ok ? resetMade.safeParse(answer.body) : null;
    if (parsed?.success) setLink(parsed.data.link);
  };
  return (
    <tr>
      <th scope="row">
        <span className="person-name">{name}</span>
        <span className="small dim person-mail">{person.email}</span>
      </th>
      <td data-label="Role">
        <RolePick
          name={name}
          role={role}
          disabled={busy || own || disabled}
          save={(chosen) => void run('PATCH', path, { role: chosen })}
        />
      </td>
      <td data-label="Signs in by">{person.methods}</td>
      <td data-label="State">
        <span className="person-state">
          {stateOf(person)}
          {disabled && <LeftBehindNote {...{ accountId, name, liveKeys, liveLinks }} />}
        </span>
      </td>
      <td data-label="Last seen" className="num">
        {person.lastSeenAt === null ? 'never' : `${since(Date.parse(asOf) - Date.parse(person.lastSeenAt))} ago`}
      </td>
      <td data-label="Browsers" className="num">
        {person.sessions === 0 ? (
          '0'
        ) : (
          <PageLink href={`/settings/people?sessions=${accountId}`} aria-label={`Browsers of ${name}`}>
            {person.sessions}
          </PageLink>
        )}
      </td>
      <td>
        <div className="account-row-tools">
          <button type="button" className="btn quiet" disabled={busy || disabled} onClick={() => void reset()}>
            Reset link
          </button>
          {disabled ? (
            <button
              type="button"
              className="btn quiet"
              disabled={busy || own}
              aria-label={`Enable ${name}`}
              onClick={() => void run('PATCH', path, { disabled: false })}
            >
              Enable
            </button>
          ) : (
            <DisableButton
              {...{ name, liveKeys, liveLinks }}
              busy={busy || own}
              disable={(revokeKeys) => void run('PATCH', path, { disabled: true, ...(revokeKeys && { revokeKeys }) })}
            />
          )}
        </div>
        {link !== null && <ShownOnce title={`Send this link to ${name}`} text={link} label="the reset link" />}
        {problem !== null && <SignInProblem problem={problem} />}
      </td>
    </tr>
  );
}

function stateOf({ disabled, lockedUntil }: Person): string {
  if (disabled) return 'Disabled';
  return lockedUntil === null ? 'Active' : `Locked until ${minute(lockedUntil)} UTC`;
}
