'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import { change } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';

type Props = {
  isMonthly: boolean;
  /** Id of the setting that is shown; null where none was made yet. */
  expected: number | null;
  /** Who changed it when and why; null where nobody has. */
  changed: string | null;
};

/** Whether an audit report is made of each month by itself; the reason is kept with a change. */
export function MonthlyReports({ isMonthly, expected, changed }: Props) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const reason = new FormData(event.currentTarget).get('reason');
    setBusy(true);
    const refused = await change('PUT', '/api/v1/reports/schedule', { monthly: !isMonthly, reason, expected });
    setBusy(false);
    setProblem(refused);
    if (refused === null) router.refresh();
  };
  return (
    <section className="panel report-form" aria-labelledby="monthly-reports">
      <header>
        <h2 id="monthly-reports">Each month</h2>
        <span className="q">{isMonthly ? 'On' : 'Off'}</span>
      </header>
      <form className="body stack" onSubmit={(event) => void submit(event)} aria-label="Report of each month">
        <p className="small dim">
          {isMonthly
            ? 'On the first of a month (UTC) an audit report of all versions is made of the month before.'
            : 'No report is made by itself. When this is on, an audit report of all versions is made on the first of a month (UTC), of the month before.'}
          {changed !== null && ` ${changed}`}
        </p>
        <div className="filters">
          <label className="field">
            Reason, kept with the change
            <input className="input" name="reason" required minLength={3} maxLength={500} autoComplete="off" />
          </label>
          <button type="submit" className="btn report-make" disabled={busy}>
            {isMonthly ? 'Switch it off' : 'Switch it on'}
          </button>
        </div>
        {problem !== null && <ProblemNote problem={problem} />}
      </form>
    </section>
  );
}
