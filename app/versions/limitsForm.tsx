'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import { change } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';

const FIELDS = [
  { name: 'leastCases', label: 'Cases, at least', value: '200', min: 1, max: 10_000_000, step: 1, scale: 1 },
  { name: 'aucDrop', label: 'AUC lost, at most', value: '0.02', min: 0, max: 1, step: 0.001, scale: 1 },
  {
    name: 'outsideShareRise',
    label: 'Outside share more, points',
    value: '5',
    min: 0,
    max: 100,
    step: 0.1,
    scale: 100,
  },
  { name: 'meanShift', label: 'Mean shift, logits', value: '', min: 0, max: 16, step: 0.01, scale: 1 },
  { name: 'turnedShare', label: 'Decided otherwise, %', value: '', min: 0, max: 100, step: 0.1, scale: 100 },
  { name: 'failureRate', label: 'No finite answer, %', value: '1', min: 0, max: 100, step: 0.1, scale: 100 },
] as const;

type Props = { modelId: string; live: string; candidates: readonly string[] };

/** Fixes what a candidate has to keep. An empty field is no limit; nothing can be changed afterwards. */
export function LimitsForm({ modelId, live, candidates }: Props) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const refused = await change('POST', `/api/v1/models/${modelId}/promotions`, {
      candidate: form.get('candidate'),
      incumbent: live,
      limits: limitsOf(form),
    });
    setBusy(false);
    setProblem(refused);
    if (refused === null) router.refresh();
  };
  return (
    <form className="limits-form" onSubmit={(event) => void submit(event)} aria-label="Fix limits">
      <div className="filters">
        <label className="field">
          Candidate
          <select className="input" name="candidate">
            {candidates.map((version) => (
              <option key={version}>{version}</option>
            ))}
          </select>
        </label>
        {FIELDS.map(({ name, label, value, min, max, step }) => (
          <label key={name} className="field">
            {label}
            <input
              className="input"
              type="number"
              name={name}
              defaultValue={value}
              required={name === 'leastCases'}
              {...{ min, max, step }}
            />
          </label>
        ))}
      </div>
      <label className="check">
        <input type="checkbox" name="verdictNotWorse" defaultChecked /> No finding’s verdict may be graver
      </label>
      <p className="version-answer">
        <button type="submit" className="btn primary" disabled={busy}>
          Fix limits
        </button>
        <span className="small dim">They cannot be changed afterwards; an empty field is no limit.</span>
      </p>
      {problem !== null && <ProblemNote problem={problem} />}
    </form>
  );
}

function limitsOf(form: FormData): object {
  const numbers = FIELDS.map(({ name, scale }) => {
    const text = form.get(name);
    return [name, text === null || text === '' ? null : Number(text) / scale];
  });
  return { ...Object.fromEntries(numbers), verdictNotWorse: form.get('verdictNotWorse') !== null };
}
