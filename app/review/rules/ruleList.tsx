'use client';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { count, plural } from '@/app/format/number';
import { instant } from '@/app/format/time';
import { findingName } from '@/app/matrix/findingName';
import { ProblemNote } from '@/app/panel/problemNote';
import { call } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';
import type { FlagRule } from '@/server/review/flagRule';
import { conditionWords } from '../flagWords';
import { RuleForm } from './ruleForm';
import type { RuleChoices } from './ruleInputs';

type Props = { rules: FlagRule[]; choices: RuleChoices };

/** All rules: what each asks, what it has flagged, and the form to change it. */
export function RuleList({ rules, choices }: Props) {
  const [open, setOpen] = useState<string | null>(null);
  const { busy, switched, problem, turn } = useSwitch();
  return (
    <>
      <ul className="rule-list">
        {rules.map((rule) => (
          <RuleItem
            key={rule.ruleId}
            {...{ rule, choices, busy, turn }}
            open={open === rule.ruleId}
            onOpen={(isOpen) => setOpen(isOpen ? rule.ruleId : null)}
          />
        ))}
        <li>
          {open === 'new' ? (
            <RuleForm rule={null} choices={choices} onDone={() => setOpen(null)} />
          ) : (
            <button type="button" className="btn" onClick={() => setOpen('new')}>
              Add a rule
            </button>
          )}
        </li>
      </ul>
      <div className="rule-note" role="status">
        {switched !== null && (
          <>
            <span>
              {switched.name} is {switched.enabled ? 'off' : 'on'} now.
            </span>
            <button type="button" className="btn" disabled={busy} onClick={() => undoOf(rules, switched.ruleId, turn)}>
              Undo
            </button>
          </>
        )}
        {problem !== null && <ProblemNote problem={problem} />}
      </div>
      <p className="sr" role="status">
        {count(rules.length)} rules
      </p>
    </>
  );
}

type ItemProps = {
  rule: FlagRule;
  choices: RuleChoices;
  busy: boolean;
  turn: (rule: FlagRule) => void;
  open: boolean;
  onOpen: (open: boolean) => void;
};

/** One rule: what it asks and has flagged, its switch, and its form when it is open. */
function RuleItem({ rule, choices, busy, turn, open, onOpen }: ItemProps) {
  return (
    <li className={rule.enabled ? undefined : 'rule-off'}>
      <div>
        <b>{rule.name}</b> {!rule.enabled && <span className="tag">off</span>}
        <p className="small">{conditionWords(rule.condition)}</p>
        <p className="small faint">
          {scopeWords(rule)} · {plural(rule.flagged, 'case')} flagged so far · changed {instant(rule.changedAt)}
        </p>
      </div>
      <div className="rule-answer">
        <button type="button" className="btn" disabled={busy} onClick={() => turn(rule)}>
          {rule.enabled ? 'Switch off' : 'Switch on'}
          <span className="sr"> {rule.name}</span>
        </button>
        <button type="button" className="btn" aria-expanded={open} onClick={() => onOpen(!open)}>
          Change<span className="sr"> {rule.name}</span>
        </button>
      </div>
      {open && <RuleForm key={rule.changedAt} rule={rule} choices={choices} onDone={() => onOpen(false)} />}
    </li>
  );
}

/** Turns the rule as it is now, since the switch has given it another time of change. */
function undoOf(rules: FlagRule[], ruleId: string, turn: (rule: FlagRule) => void): void {
  const now = rules.find((rule) => rule.ruleId === ruleId);
  if (now !== undefined) turn(now);
}

/** Switches a rule on or off; `switched` as it was before. */
function useSwitch() {
  const router = useRouter();
  const [busy, start] = useTransition();
  const [switched, setSwitched] = useState<FlagRule | null>(null);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const turn = (rule: FlagRule): void =>
    start(async () => {
      const { name, condition, versionId, finding, enabled, changedAt } = rule;
      const reason = enabled ? 'Switched off' : 'Switched on';
      const body = { name, condition, versionId, finding, enabled: !enabled, reason, expected: changedAt };
      const answer = await call('PUT', `/api/v1/flag-rules/${rule.ruleId}`, body);
      setProblem(answer.problem);
      if (!answer.ok) return;
      setSwitched(rule);
      router.refresh();
    });
  return { busy, switched, problem, turn };
}

const scopeWords = ({ model, finding }: FlagRule): string =>
  `${model ?? 'all versions'}, ${finding === null ? 'all findings' : findingName(finding)}`;
