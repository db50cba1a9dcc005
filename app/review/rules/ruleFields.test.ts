import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flagCondition, SHIPPED_RULES } from '@/server/review/flagRule';
import { conditionFrom, fieldValue, RULE_FIELDS } from './ruleFields';

test('a form that nobody touched states the rule that it was made of', () => {
  for (const { condition } of SHIPPED_RULES) {
    const form = new Map<string, unknown>();
    for (const field of RULE_FIELDS[condition.kind]) {
      const value = fieldValue(condition, field);
      if (value !== false) form.set(field.name, value === true ? 'on' : String(value));
    }
    const values = { get: (name: string) => form.get(name) ?? null };
    assert.deepEqual(flagCondition.parse(conditionFrom(condition.kind, values, condition.parameters)), condition);
  }
});

test('percent of the form are shares of the rule', () => {
  const form = { get: (name: string) => ({ percentile: '97.5', least: '7' })[name] ?? null };
  assert.deepEqual(conditionFrom('outside-above-null', form).parameters, {
    ...{ percentile: 97.5, least: 0.07, onlyPositive: false },
  });
});
