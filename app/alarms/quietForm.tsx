'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import { call } from '@/app/shell/call';
import { CHANNEL_EVENTS } from '@/server/alarms/channelEvents';
import type { ProblemBody } from '@/server/problem/problemBody';
import { EVENT_WORDS } from './channelWords';

type Quiet = { enabled: boolean; from: string; to: string; zone: string; pass: readonly string[] };

/** When nobody is told: what comes in these hours is held back and told after them, as one summary. */
export function QuietForm({ quiet, expected }: { quiet: Quiet; expected: number | null }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState(false);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const times = { from: data.get('from'), to: data.get('to'), zone: data.get('zone') };
    const value = { enabled: data.get('enabled') !== null, ...times, pass: data.getAll('pass') };
    setBusy(true);
    const answer = await call('POST', '/api/v1/channels/quiet-hours', { value, reason: data.get('reason'), expected });
    setBusy(false);
    setProblem(answer.problem);
    setSaid(answer.problem === null);
    if (answer.problem === null) router.refresh();
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)} aria-label="Quiet hours">
      <label className="check">
        <input type="checkbox" name="enabled" defaultChecked={quiet.enabled} /> Hold messages back
      </label>
      <div className="filters">
        <label className="field">
          From
          <input className="input" type="time" name="from" required defaultValue={quiet.from} />
        </label>
        <label className="field">
          To
          <input className="input" type="time" name="to" required defaultValue={quiet.to} />
        </label>
        <label className="field">
          Time zone
          <input className="input" name="zone" required maxLength={64} defaultValue={quiet.zone} autoComplete="off" />
        </label>
        <label className="field">
          Reason, kept with the change
          <input className="input" name="reason" required minLength={3} maxLength={500} autoComplete="off" />
        </label>
      </div>
      <fieldset className="channel-events">
        <legend className="small dim">Told all the same</legend>
        {CHANNEL_EVENTS.map((event) => (
          <label key={event} className="check">
            <input type="checkbox" name="pass" value={event} defaultChecked={quiet.pass.includes(event)} />{' '}
            {EVENT_WORDS[event]}
          </label>
        ))}
      </fieldset>
      <p className="alarm-actions">
        <button type="submit" className="btn" disabled={busy}>
          Change the quiet hours
        </button>
        <span className="small dim" role="status">
          {said ? 'Changed.' : 'What is held back comes afterwards, as one summary.'}
        </span>
      </p>
      {problem !== null && <ProblemNote problem={problem} />}
    </form>
  );
}
