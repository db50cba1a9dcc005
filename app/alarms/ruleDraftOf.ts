import { unitOf } from '@/server/alarms/alarmWords';
import { DEFAULT_LEVEL, DEFAULT_MARGINS, type RuleDraft, STATISTICS, type Statistic } from '@/server/alarms/statistic';
import { scaleOf } from './statisticText';

/** A rule as a form has it: text as typed. Shares and margins of shares in percent. */
export type RuleFields = Record<
  | 'name'
  | 'statistic'
  | 'model'
  | 'finding'
  | 'referenceFrom'
  | 'referenceTo'
  | 'bandKind'
  | 'margin'
  | 'low'
  | 'high'
  | 'level'
  | 'burnIn',
  string
>;

export const statisticOf = (text: string): Statistic => STATISTICS.find((one) => one === text) ?? 'outside-share';

/** What is proposed for a statistic: its preset margin as it is typed. */
export function presetMargin(statistic: Statistic): { margin: string; unit: string } {
  const { margin, unit } = DEFAULT_MARGINS[statistic];
  return unit === 'sd'
    ? { margin: String(margin), unit: 'sd' }
    : { margin: String(margin * scaleOf(statistic)), unit: unitOf(statistic) === 'auc' ? 'AUC' : 'points' };
}

/** A form's fields as the interface takes them; what is no number becomes null there, and is refused by name. */
export function ruleDraftOf(fields: RuleFields): object {
  const statistic = statisticOf(fields.statistic);
  const scale = scaleOf(statistic);
  const { unit } = DEFAULT_MARGINS[statistic];
  const margin = unit === 'sd' ? Number(fields.margin) : Number(fields.margin) / scale;
  const band =
    fields.bandKind === 'fixed'
      ? { kind: 'fixed', low: Number(fields.low) / scale, high: Number(fields.high) / scale }
      : { kind: 'margin', margin, unit };
  const { name, model, finding, referenceFrom, referenceTo } = fields;
  const parameters = {
    referenceFrom,
    referenceTo,
    band,
    level: Number(fields.level) / 100,
    burnIn: Number(fields.burnIn),
  };
  return { name, statistic, model, finding: finding === '' ? null : finding, parameters };
}

/** The fields of a rule that there is, or of a new one. */
export function fieldsOf(rule: RuleDraft | null, model: string, reference: { from: string; to: string }): RuleFields {
  const statistic = rule?.statistic ?? 'outside-share';
  const scale = scaleOf(statistic);
  const band = rule?.parameters.band;
  const tidy = (value: number): string => String(Number(value.toPrecision(10)));
  return {
    ...{ name: rule?.name ?? '', statistic, model: rule?.model ?? model, finding: rule?.finding ?? '' },
    referenceFrom: rule?.parameters.referenceFrom ?? reference.from,
    referenceTo: rule?.parameters.referenceTo ?? reference.to,
    bandKind: band?.kind ?? 'margin',
    margin:
      band?.kind === 'margin'
        ? tidy(band.unit === 'sd' ? band.margin : band.margin * scale)
        : presetMargin(statistic).margin,
    low: band?.kind === 'fixed' ? tidy(band.low * scale) : '',
    high: band?.kind === 'fixed' ? tidy(band.high * scale) : '',
    level: tidy((rule?.parameters.level ?? DEFAULT_LEVEL) * 100),
    burnIn: String(rule?.parameters.burnIn ?? 50),
  };
}
