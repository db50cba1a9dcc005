import type { FlagCondition, FlagKind } from '@/server/review/flagRule';

/** One parameter of a rule as a form has it. `scale`: the form's value over the rule's. */
export type RuleField =
  | {
      name: string;
      label: string;
      type: 'number';
      min: number;
      max: number;
      step: number;
      scale: number;
      optional?: true;
    }
  | { name: string; label: string; type: 'check' };

const onlyPositive: RuleField = { name: 'onlyPositive', label: 'Only where the model says present', type: 'check' };

/** What each kind of rule asks for; those without a field have nothing to set. */
export const RULE_FIELDS: Record<FlagKind, readonly RuleField[]> = {
  'outside-above-null': [
    { name: 'percentile', label: 'Percentile of chance', type: 'number', min: 50, max: 100, step: 0.5, scale: 1 },
    { name: 'least', label: 'Outside share above, %', type: 'number', min: 0, max: 100, step: 1, scale: 100 },
    onlyPositive,
  ],
  'high-score-little-inside': [
    { name: 'most', label: 'Logits from inside, at most', type: 'number', min: -16, max: 16, step: 0.1, scale: 1 },
  ],
  'edit-effect': [
    { name: 'least', label: 'Logits more than the sham', type: 'number', min: 0.1, max: 16, step: 0.1, scale: 1 },
    onlyPositive,
  ],
  'version-disagreement': [
    { name: 'opposite', label: 'The other version decides otherwise', type: 'check' },
    {
      ...{ name: 'points', label: 'Percentile points apart', type: 'number', min: 1, max: 100, step: 1, scale: 1 },
      optional: true,
    },
  ],
  'negative-on-lesion': [],
  'mask-quality': [onlyPositive],
};

type Values = { get: (name: string) => unknown };

/** The condition that a form states; an empty optional number is null. `kept`: parameters that the form does not show. */
export function conditionFrom(kind: FlagKind, form: Values, kept: object = {}): { kind: FlagKind; parameters: object } {
  const entries = RULE_FIELDS[kind].map((field): [string, boolean | number | null] => {
    const value = form.get(field.name);
    if (field.type === 'check') return [field.name, value !== null];
    return [field.name, value === null || value === '' ? null : Number(value) / field.scale];
  });
  return { kind, parameters: { ...kept, ...Object.fromEntries(entries) } };
}

/** What a form's field starts with. */
export function fieldValue(condition: FlagCondition | null, field: RuleField): number | boolean | '' {
  const parameters: Record<string, unknown> = condition?.parameters ?? {};
  const value = parameters[field.name];
  if (field.type === 'check') return value === true;
  // A share such as 0.07 is 7.000000000000001 of a hundred.
  return typeof value === 'number' ? Number((value * field.scale).toPrecision(12)) : '';
}
