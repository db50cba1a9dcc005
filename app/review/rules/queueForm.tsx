'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { percent } from '@/app/format/share';
import { instant } from '@/app/format/time';
import { ProblemNote } from '@/app/panel/problemNote';
import { call } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';
import type { ReviewSettings, ReviewSettingsAnswer } from '@/server/review/reviewSettings';

const SHARES = [
  { name: 'controlShare', label: 'Controls, % of cases without a flag' },
  { name: 'secondShare', label: 'Second reads, % of the queue' },
  { name: 'unaidedShare', label: 'Own read first, % of the queue' },
] as const;

const COUNTS = [
  { name: 'claimMinutes', label: 'Minutes that a claim holds', max: 240 },
  { name: 'mostWaiting', label: 'Reads that wait, at most', max: 100_000 },
] as const;

/** How cases come into the queue and how they are read; with who changed it and why. */
export function QueueForm({ id, settings, history }: ReviewSettingsAnswer) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const body = { settings: settingsOf(form, settings), reason: form.get('reason'), expected: id };
    const answer = await call('PUT', '/api/v1/review/settings', body);
    setBusy(false);
    setProblem(answer.problem);
    setSaved(answer.ok);
    if (answer.ok) router.refresh();
  };
  return (
    <>
      <form key={id ?? 'default'} className="rule-form" aria-label="Queue" onSubmit={(event) => void submit(event)}>
        <div className="filters">
          {SHARES.map(({ name, label }) => (
            <Amount key={name} {...{ name, label }} value={settings[name] * 100} min={0} max={100} step="any" />
          ))}
          {COUNTS.map(({ name, label, max }) => (
            <Amount key={name} {...{ name, label, max }} value={settings[name]} min={1} step={1} />
          ))}
        </div>
        <div className="rule-answer">
          <label className="field rule-reason">
            Why
            <input className="input" name="reason" required minLength={3} maxLength={500} />
          </label>
          <button type="submit" className="btn primary" disabled={busy}>
            Save
          </button>
          <span className="small dim" role="status">
            {saved && 'Saved. It holds for what is queued and claimed from now on.'}
          </span>
        </div>
        {problem !== null && <ProblemNote problem={problem} />}
      </form>
      <History history={history} />
    </>
  );
}

type AmountProps = { name: string; label: string; value: number; min: number; max: number; step: number | 'any' };

function Amount({ label, value, ...input }: AmountProps) {
  return (
    <label className="field">
      {label}
      <input className="input" type="number" required defaultValue={Number(value.toPrecision(6))} {...input} />
    </label>
  );
}

function settingsOf(form: FormData, before: ReviewSettings): ReviewSettings {
  const number = (name: string): number => Number(form.get(name));
  return {
    ...before,
    controlShare: number('controlShare') / 100,
    secondShare: number('secondShare') / 100,
    unaidedShare: number('unaidedShare') / 100,
    claimMinutes: number('claimMinutes'),
    mostWaiting: number('mostWaiting'),
  };
}

function History({ history }: Pick<ReviewSettingsAnswer, 'history'>) {
  if (history.length === 0) return <p className="small faint">As shipped: nobody has changed it.</p>;
  return (
    <ol className="review-history small" aria-label="Changes">
      {history.slice(0, 10).map(({ id, value, reason, changedBy, changedAt }) => (
        <li key={id}>
          <span>
            {changedAt === null ? '' : instant(changedAt)} <span className="faint">{changedBy}</span>: {reason}
          </span>
          <span className="faint">
            controls {percent(value.controlShare)}, second reads {percent(value.secondShare)}, own read first{' '}
            {percent(value.unaidedShare)}, {value.claimMinutes} min
          </span>
        </li>
      ))}
    </ol>
  );
}
