'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import { call } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';

/** Whether a new alarm joins the open incident of its rule, or opens one of its own. */
export function IncidentSettingForm({ alarms, expected }: { alarms: 'attach' | 'new'; expected: number | null }) {
  const router = useRouter();
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const body = { value: { alarms: data.get('alarms') }, reason: data.get('reason'), expected };
    const answer = await call('POST', '/api/v1/incidents/setting', body);
    setProblem(answer.problem);
    if (answer.problem === null) router.refresh();
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)} aria-label="Incidents of alarms">
      <div className="filters wide-fields">
        <label className="field">
          A new alarm
          <select className="input" name="alarms" defaultValue={alarms}>
            <option value="attach">joins the open incident of its rule</option>
            <option value="new">opens an incident of its own</option>
          </select>
        </label>
        <label className="field">
          Reason, kept with the change
          <input className="input" name="reason" required minLength={3} maxLength={500} autoComplete="off" />
        </label>
      </div>
      <p className="alarm-actions">
        <button type="submit" className="btn">
          Change this
        </button>
      </p>
      {problem !== null && <ProblemNote problem={problem} />}
    </form>
  );
}
