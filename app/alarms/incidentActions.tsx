'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import { call } from '@/app/shell/call';
import type { IncidentState } from '@/server/alarms/incidents';
import type { ProblemBody } from '@/server/problem/problemBody';

type Props = {
  number: number;
  state: IncidentState;
  owner: string | null;
  accounts: readonly { id: string; name: string }[];
  /** The entry that undo would take back. */
  undoable: string | null;
};

const NEXT: Record<IncidentState, readonly (readonly [IncidentState, string])[]> = {
  open: [
    ['acknowledged', 'Acknowledge'],
    ['resolved', 'Resolve'],
    ['dismissed', 'Dismiss'],
  ],
  acknowledged: [
    ['resolved', 'Resolve'],
    ['dismissed', 'Dismiss'],
  ],
  resolved: [['open', 'Open again']],
  dismissed: [['open', 'Open again']],
};

/** Hand over, acknowledge, close with a reason, undo, write a note. */
export function IncidentActions({ number, state, owner, accounts, undoable }: Props) {
  const router = useRouter();
  const note = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState('');
  const change = async (body: object): Promise<boolean> => {
    setBusy(true);
    const answer = await call('POST', `/api/v1/incidents/${number}`, body);
    setBusy(false);
    setProblem(answer.problem);
    if (answer.problem === null) router.refresh();
    return answer.problem === null;
  };
  const setState = async (to: IncidentState): Promise<void> => {
    const why = reason.trim();
    const done = await change({ change: 'state', state: to, expected: state, ...(why !== '' && { reason: why }) });
    if (done) setReason('');
  };
  const write = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (await change({ change: 'note', note: new FormData(event.currentTarget).get('note') })) note.current?.reset();
  };
  return (
    <div className="stack">
      <div className="incident-form">
        <label className="field">
          Owner
          <select
            className="input"
            value={owner ?? ''}
            disabled={busy}
            onChange={(event) =>
              void change({ change: 'owner', owner: event.target.value === '' ? null : event.target.value })
            }
          >
            <option value="">nobody yet</option>
            {accounts.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          Reason, needed to resolve or dismiss
          <input
            className="input"
            value={reason}
            maxLength={1000}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
      </div>
      <p className="alarm-actions">
        {NEXT[state].map(([to, word]) => (
          <button key={to} type="button" className="btn" disabled={busy} onClick={() => void setState(to)}>
            {word}
          </button>
        ))}
        {undoable !== null && (
          <button
            type="button"
            className="btn quiet"
            disabled={busy}
            onClick={() => void change({ change: 'undo', entry: undoable })}
          >
            Undo the latest change
          </button>
        )}
      </p>
      {problem !== null && <ProblemNote problem={problem} />}
      <form ref={note} className="incident-note" onSubmit={(event) => void write(event)} aria-label="Write a note">
        <label className="field">
          Note, without anything that names a patient
          <textarea className="input" name="note" rows={3} required maxLength={4000} />
        </label>
        <p>
          <button type="submit" className="btn" disabled={busy}>
            Add the note
          </button>
        </p>
      </form>
    </div>
  );
}
