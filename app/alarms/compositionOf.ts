import type { Composition } from '@/server/alarms/getComposition';
import { getComposition } from '@/server/alarms/getComposition';
import type { AlarmRow } from '@/server/alarms/listAlarms';
import type { Rule } from '@/server/alarms/rules';

/** The composition that goes with the alarms: of the rule of the newest open one, else of the first rule; null without any. */
export async function compositionOf(rules: readonly Rule[], open: readonly AlarmRow[]): Promise<Composition | null> {
  const rule = rules.find(({ id }) => id === open[0]?.ruleId) ?? rules.find(({ enabled }) => enabled) ?? rules[0];
  if (rule === undefined) return null;
  const { referenceFrom, referenceTo } = rule.parameters;
  const finding = rule.finding ?? open.find(({ ruleId }) => ruleId === rule.id)?.finding ?? null;
  return getComposition({ model: rule.model, finding, referenceFrom, referenceTo });
}
