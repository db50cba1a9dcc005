'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import { change } from '@/app/shell/call';
import type { EvidenceThresholds } from '@/server/evidence/verdict';
import type { ProblemBody } from '@/server/problem/problemBody';
import { THRESHOLD_FIELDS } from './thresholdFields';

type Props = { thresholds: EvidenceThresholds; expected: number | null };
type Outcome = { saved: true } | { refused: ProblemBody } | null;

/** Changes thresholds for every model from now on; the reason is kept with them. */
export function ThresholdForm({ thresholds, expected }: Props) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    setBusy(true);
    const refused = await put(new FormData(form), expected);
    setBusy(false);
    setOutcome(refused === null ? { saved: true } : { refused });
    if (refused === null) router.refresh();
  };
  return (
    <form className="threshold-form" onSubmit={(event) => void submit(event)} aria-label="Change thresholds">
      <div className="filters">
        {THRESHOLD_FIELDS.map(({ name, label, says, ...limits }) => (
          <label key={name} className="field">
            {label}
            <input className="input" type="number" name={name} defaultValue={thresholds[name]} required {...limits} />
            <span className="under">{says}</span>
          </label>
        ))}
      </div>
      <label className="field">
        Reason, kept with the change
        <input className="input" name="reason" required minLength={3} maxLength={500} autoComplete="off" />
      </label>
      <p className="threshold-actions">
        <button type="submit" className="btn primary" disabled={busy}>
          Change the thresholds
        </button>
        <span className="small dim" role="status">
          {outcome !== null && 'saved' in outcome
            ? 'Changed; verdicts of every model are judged anew.'
            : 'Verdicts of every model are judged anew.'}
        </span>
      </p>
      {outcome !== null && 'refused' in outcome && <ProblemNote problem={outcome.refused} />}
    </form>
  );
}

function put(form: FormData, expected: number | null): Promise<ProblemBody | null> {
  const thresholds = Object.fromEntries(THRESHOLD_FIELDS.map(({ name }) => [name, Number(form.get(name))]));
  return change('PUT', '/api/v1/evidence-settings', { thresholds, reason: form.get('reason'), expected });
}
