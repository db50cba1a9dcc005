'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, type RefObject, useRef, useState } from 'react';
import { call } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';
import type { FlagKind, FlagRule } from '@/server/review/flagRule';
import { conditionFrom } from './ruleFields';

export type RuleFormState = {
  form: RefObject<HTMLFormElement | null>;
  kind: FlagKind;
  setKind: (kind: FlagKind) => void;
  /** What the form asks for now, to be tried; null before it was read. */
  draft: object | null;
  /** Reads the form anew. */
  retry: () => void;
  busy: boolean;
  problem: ProblemBody | null;
  submit: (event: FormEvent<HTMLFormElement>) => void;
};

/** A form that changes a rule, or makes one where `rule` is null. `onDone`: it was saved. */
export function useRuleForm(rule: FlagRule | null, onDone: () => void): RuleFormState {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [kind, setKind] = useState<FlagKind>(rule?.condition.kind ?? 'outside-above-null');
  const [draft, setDraft] = useState<object | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const save = async (values: FormData): Promise<void> => {
    setBusy(true);
    const body = { ...asked(rule, kind, values), name: values.get('name'), reason: values.get('reason') };
    const answer = await send(rule, body);
    setBusy(false);
    setProblem(answer.problem);
    if (!answer.ok) return;
    router.refresh();
    onDone();
  };
  return {
    ...{ form, kind, setKind, draft, busy, problem },
    retry: () => {
      if (form.current !== null) setDraft(asked(rule, kind, new FormData(form.current)));
    },
    submit: (event) => {
      event.preventDefault();
      void save(new FormData(event.currentTarget));
    },
  };
}

/** What the rule would flag, as the form states it; parameters that the form does not show stay as they are. */
function asked(rule: FlagRule | null, kind: FlagKind, values: FormData) {
  return {
    condition: conditionFrom(kind, values, rule?.condition.kind === kind ? rule.condition.parameters : {}),
    versionId: values.get('versionId') || null,
    finding: values.get('finding') || null,
  };
}

const send = (rule: FlagRule | null, body: object) =>
  rule === null
    ? call('POST', '/api/v1/flag-rules', { ...body, enabled: true })
    : call('PUT', `/api/v1/flag-rules/${rule.ruleId}`, {
        ...body,
        enabled: rule.enabled,
        expected: rule.changedAt,
      });
