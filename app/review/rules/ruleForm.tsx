'use client';
import { useEffect } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import type { FlagRule } from '@/server/review/flagRule';
import { PreviewLine } from './previewLine';
import { type RuleChoices, RuleInputs } from './ruleInputs';
import { useRuleForm } from './useRuleForm';

type Props = {
  /** null: a new one. */
  rule: FlagRule | null;
  choices: RuleChoices;
  onDone: () => void;
};

/** Changes a rule, or makes one; tells before it is saved how many cases it would flag. */
export function RuleForm({ rule, choices, onDone }: Props) {
  const { form, kind, setKind, draft, retry, busy, problem, submit } = useRuleForm(rule, onDone);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another kind has other fields, which are tried at once
  useEffect(retry, [kind]);
  return (
    <form
      ref={form}
      className="rule-form"
      aria-label={rule === null ? 'New rule' : `Change ${rule.name}`}
      onSubmit={submit}
      onInput={retry}
    >
      <RuleInputs rule={rule} choices={choices} kind={kind} onKind={setKind} />
      <PreviewLine draft={draft} />
      <div className="rule-answer">
        <label className="field rule-reason">
          Why
          <input className="input" name="reason" required minLength={3} maxLength={500} />
        </label>
        <button type="submit" className="btn primary" disabled={busy}>
          {rule === null ? 'Add the rule' : 'Save the change'}
        </button>
        <button type="button" className="btn quiet" onClick={onDone}>
          Cancel
        </button>
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
    </form>
  );
}
