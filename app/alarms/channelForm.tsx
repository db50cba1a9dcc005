'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { ProblemNote } from '@/app/panel/problemNote';
import { call } from '@/app/shell/call';
import { CHANNEL_EVENTS } from '@/server/alarms/channelEvents';
import type { ProblemBody } from '@/server/problem/problemBody';
import { ChannelSecret } from './channelSecret';
import { EVENT_WORDS } from './channelWords';

const made = z.object({ secret: z.string().nullable() });

/** Makes a channel; the secret of a webhook is shown here once. */
export function ChannelForm() {
  const router = useRouter();
  const [kind, setKind] = useState<'webhook' | 'email'>('webhook');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    setBusy(true);
    const body = { kind, name: data.get('name'), target: data.get('target'), events: data.getAll('events') };
    const answer = await call('POST', '/api/v1/channels', body);
    setBusy(false);
    setProblem(answer.problem);
    if (answer.problem !== null) return;
    setSecret(made.safeParse(answer.body).data?.secret ?? null);
    form.reset();
    router.refresh();
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)} aria-label="New channel">
      <div className="filters channel-fields">
        <label className="field">
          Kind
          <select
            className="input"
            value={kind}
            onChange={(event) => setKind(event.target.value === 'email' ? 'email' : 'webhook')}
          >
            <option value="webhook">webhook</option>
            <option value="email">e-mail</option>
          </select>
        </label>
        <label className="field">
          Name
          <input className="input" name="name" required maxLength={120} autoComplete="off" />
        </label>
        <label className="field channel-target">
          {kind === 'webhook' ? 'Address, https://…' : 'Mailbox'}
          <input
            className="input"
            name="target"
            required
            maxLength={2000}
            type={kind === 'webhook' ? 'url' : 'email'}
            autoComplete="off"
          />
        </label>
      </div>
      <fieldset className="channel-events">
        <legend className="small dim">Told of</legend>
        {CHANNEL_EVENTS.map((event) => (
          <label key={event} className="check">
            <input type="checkbox" name="events" value={event} defaultChecked={event === 'alarm:raised'} />{' '}
            {EVENT_WORDS[event]}
          </label>
        ))}
      </fieldset>
      <p className="alarm-actions">
        <button type="submit" className="btn primary" disabled={busy}>
          Add the channel
        </button>
      </p>
      {problem !== null && <ProblemNote problem={problem} />}
      <div aria-live="polite">{secret !== null && <ChannelSecret secret={secret} />}</div>
    </form>
  );
}
