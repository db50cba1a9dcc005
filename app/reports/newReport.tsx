'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import { change } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';
import type { Preset } from './periods';

type Props = { models: readonly string[]; presets: readonly Preset[] };

const KINDS = [
  { kind: 'audit', name: 'Audit report', says: 'What was monitored in a period, what it showed, and what was done.' },
  {
    kind: 'model-card',
    name: 'Model card',
    says: 'What one version is, how it has done, and what is not known of it.',
  },
] as const;

/** Asks for a report. An audit report needs a period; a model card one version. */
export function NewReport({ models, presets }: Props) {
  const router = useRouter();
  const [kind, setKind] = useState<(typeof KINDS)[number]['kind']>('audit');
  const [own, setOwn] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const refused = await change('POST', '/api/v1/reports', requestOf(new FormData(event.currentTarget), presets));
    setBusy(false);
    setProblem(refused);
    if (refused === null) router.refresh();
  };
  return (
    <form className="panel report-form" onSubmit={(event) => void submit(event)} aria-labelledby="new-report">
      <header>
        <h2 id="new-report">New report</h2>
      </header>
      <div className="body stack">
        <fieldset className="report-kinds">
          <legend className="sr">Kind</legend>
          {KINDS.map(({ kind: one, name, says }) => (
            <label key={one} className="report-kind">
              <input type="radio" name="kind" value={one} checked={kind === one} onChange={() => setKind(one)} />
              <span>
                <b className="strong">{name}</b>
                <span className="under">{says}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div className="filters">
          <label className="field">
            Version
            <select className="input" name="model" required={kind === 'model-card'}>
              {kind === 'audit' && <option value="">All that read in the period</option>}
              {models.map((model) => (
                <option key={model}>{model}</option>
              ))}
            </select>
          </label>
          <label className="field">
            Period
            <select
              className="input"
              name="period"
              key={kind}
              onChange={(event) => setOwn(event.target.value === 'own')}
            >
              {kind === 'model-card' && <option value="">The whole time</option>}
              {presets.map(({ key, name }) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
              <option value="own">Days of your own</option>
            </select>
          </label>
          {own && <OwnDays />}
          <button
            type="submit"
            className="btn primary report-make"
            disabled={busy || (kind === 'model-card' && models.length === 0)}
          >
            Make it
          </button>
        </div>
        {problem !== null && <ProblemNote problem={problem} />}
      </div>
    </form>
  );
}

function OwnDays() {
  return (
    <>
      <label className="field">
        From (UTC)
        <input className="input" type="date" name="from" required />
      </label>
      <label className="field">
        Last day
        <input className="input" type="date" name="last" required />
      </label>
    </>
  );
}

function requestOf(form: FormData, presets: readonly Preset[]): object {
  const [kind, model, period] = ['kind', 'model', 'period'].map((name) => String(form.get(name) ?? ''));
  const chosen = presets.find(({ key }) => key === period);
  return {
    kind,
    ...(model !== '' && { model }),
    ...(chosen !== undefined && { from: chosen.from, to: chosen.to }),
    ...(period === 'own' && ownDays(String(form.get('from')), String(form.get('last')))),
  };
}

/** The end of a period is the day after its last. */
function ownDays(from: string, last: string): object {
  const end = new Date(`${last}T00:00:00Z`).getTime() + 86_400_000;
  return { from: `${from}T00:00:00Z`, to: new Date(end).toISOString() };
}
