'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import { call } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';
import { parsePreview, type ShownPreview } from './preview';
import { PreviewPanel } from './previewPanel';
import { presetMargin, type RuleFields, ruleDraftOf, statisticOf } from './ruleDraftOf';
import { RuleFieldset } from './ruleFieldset';
import { STATISTIC_HINTS } from './statisticHint';

type Props = {
  /** Null for a new rule. */
  id: string | null;
  fields: RuleFields;
  models: readonly { model: string; findings: readonly string[] }[];
};

/** Milliseconds until a preview whose days are being counted is asked for again. */
const AGAIN_MS = 2_000;
const MOST_TRIES = 60;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Makes or changes a rule; before that it can be asked what it would have raised. */
export function RuleForm({ id, fields: given, models }: Props) {
  const router = useRouter();
  const [fields, setFields] = useState(given);
  const [busy, setBusy] = useState<'preview' | 'save' | null>(null);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const [preview, setPreview] = useState<ShownPreview | null>(null);
  const change = (name: keyof RuleFields, value: string): void => {
    const preset = name === 'statistic' ? { margin: presetMargin(statisticOf(value)).margin } : {};
    const other = name === 'model' ? { finding: '' } : {};
    setFields({ ...fields, ...preset, ...other, [name]: value });
    setPreview(null);
  };
  const look = async (): Promise<void> => {
    setBusy('preview');
    const named = { ...ruleDraftOf(fields), name: fields.name === '' ? 'Preview' : fields.name };
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const answer = await call('POST', '/api/v1/alarm-rules/preview', named);
      setProblem(answer.problem);
      const shown = answer.problem === null ? parsePreview(answer.body) : null;
      setPreview(shown);
      if (shown?.state !== 'counting') break;
      await wait(AGAIN_MS);
    }
    setBusy(null);
  };
  const save = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setBusy('save');
    const draft = ruleDraftOf(fields);
    const { name, parameters } = { parameters: null, ...draft, name: fields.name };
    const answer = await call(
      'POST',
      id === null ? '/api/v1/alarm-rules' : `/api/v1/alarm-rules/${id}`,
      id === null ? draft : { name, parameters },
    );
    setBusy(null);
    setProblem(answer.problem);
    if (answer.problem === null) router.push('/alarms#rules');
  };
  return (
    <form className="stack" onSubmit={(event) => void save(event)} aria-label="Rule">
      <RuleFieldset fields={fields} models={models} isNew={id === null} change={change} />
      <p className="small dim rule-hint">
        <b>Watches:</b> {STATISTIC_HINTS[statisticOf(fields.statistic)]}
      </p>
      <p className="alarm-actions">
        <button type="button" className="btn" disabled={busy !== null} onClick={() => void look()}>
          {busy === 'preview' ? 'Looking…' : 'Preview'}
        </button>
        <button type="submit" className="btn primary" disabled={busy !== null}>
          {id === null ? 'Make the rule' : 'Change the rule'}
        </button>
        <span className="small dim">It is looked at each hour, and at once when it is saved.</span>
      </p>
      {problem !== null && <ProblemNote problem={problem} />}
      <div aria-live="polite">
        {preview !== null && <PreviewPanel preview={preview} statistic={statisticOf(fields.statistic)} />}
      </div>
    </form>
  );
}
