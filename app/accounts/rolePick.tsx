'use client';
import { useState } from 'react';
import type { Role } from '@/server/access/principal';
import { ROLE_CHOICES, ROLE_NAMES } from './roleNames';

type Props = { name: string; role: Role; disabled: boolean; save: (role: Role) => void };

/** The role of somebody. Choosing changes nothing until it is saved: keys step through what lies between, too. */
export function RolePick({ name, role, disabled, save }: Props) {
  const [chosen, setChosen] = useState<Role | null>(null);
  const shown = chosen ?? role;
  return (
    <span className="role-pick">
      <select
        className="input"
        aria-label={`Role of ${name}`}
        value={shown}
        disabled={disabled}
        onChange={({ target }) => setChosen(ROLE_CHOICES.find((choice) => choice === target.value) ?? null)}
      >
        {ROLE_CHOICES.map((choice) => (
          <option key={choice} value={choice}>
            {ROLE_NAMES[choice].name}
          </option>
        ))}
      </select>
      {shown !== role && (
        <button
          type="button"
          className="btn primary"
          aria-label={`Save the role of ${name}`}
          disabled={disabled}
          onClick={() => save(shown)}
        >
          Save
        </button>
      )}
    </span>
  );
}
