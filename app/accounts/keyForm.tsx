'use client';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { SCOPE_WORDS, SCOPES } from '@/server/access/principal';
import { ShownOnce } from './shownOnce';
import { SignInProblem } from './signInProblem';
import { useCall } from './useCall';

const made = z.object({ key: z.string() });

const DAY = 86_400_000;
const ENDS = [
  { days: 90, name: 'in 90 days' },
  { days: 365, name: 'in a year' },
  { days: 0, name: 'never' },
];

/** Makes a key for another system. */
export function KeyForm() {
  const { busy, problem, run } = useCall();
  const [key, setKey] = useState<{ name: string; key: string } | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const element = event.currentTarget;
    const form = new FormData(element);
    const days = Number(form.get('days'));
    const name = String(form.get('name'));
    const answer = await run('POST', '/api/v1/keys', {
      name,
      scopes: form.getAll('scope'),
      expiresAt: days === 0 ? null : new Date(Date.now() + days * DAY).toISOString(),
    });
    const parsed = answer.ok ? made.safeParse(answer.body) : null;
    setKey(parsed?.success ? { name, key: parsed.data.key } : null);
    if (answer.ok) element.reset();
  };
  return (
    <form className="account-form wide" onSubmit={(event) => void submit(event)} aria-label="New key">
      <label className="field">
        Name, as the system that will use it is called
        <input className="input" name="name" maxLength={120} autoComplete="off" required />
      </label>
      <fieldset className="scope-list">
        <legend>What it may do</legend>
        {SCOPES.map((scope) => (
          <label key={scope} className="check">
            <input type="checkbox" name="scope" value={scope} defaultChecked={scope === 'read'} /> {SCOPE_WORDS[scope]}
          </label>
        ))}
      </fieldset>
      <label className="field">
        Ends
        <select className="input" name="days" defaultValue="365">
          {ENDS.map(({ days, name }) => (
            <option key={days} value={days}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="btn primary" disabled={busy}>
        Make a key
      </button>
      {key !== null && <ShownOnce title={`The key of ${key.name}`} text={key.key} label="the key" />}
      {problem !== null && <SignInProblem problem={problem} />}
    </form>
  );
}
