import { z } from 'zod';
import { plainText } from '@/server/problem/plainText';
import { BURN_IN } from '@/server/stats/restartedAlarm';

/**
 * What rules can watch. Each is a mean over patient-days of one finding, at one site, in one view. What is about
 * performance is conditional on the truth, so that prevalence alone does not move it.
 */
export const STATISTICS = [
  'outside-share',
  'score',
  'score-negatives',
  'flagged-rate',
  'undefined-rate',
  'mask-issue-rate',
  'override-rate',
  'sensitivity',
  'specificity',
  'reference-auc',
  'site-gap',
] as const;

export type Statistic = (typeof STATISTICS)[number];

/** Means of ranks among scores of the reference period, which each rule chooses: made when they are read (`readRanks`). */
export const RANK_STATISTICS = ['reference-auc', 'site-gap'] as const;

export type RankStatistic = (typeof RANK_STATISTICS)[number];

export const isRank = (statistic: Measure): statistic is RankStatistic =>
  RANK_STATISTICS.some((one) => one === statistic);

/** Of the patients themselves, not of the model: shown apart, never an alarm. */
export const MIX_MEASURES = ['portable', 'truth'] as const;

/** Of which moments are kept by day, and ranks. */
export type Measure = Statistic | (typeof MIX_MEASURES)[number];

/** Version of the definitions of this folder. */
export const ALARM_VERSION = 'alarms-1';

/** `value`: in the statistic's own unit; `sd`: in standard deviations of a patient-day in the reference period. */
export const MARGIN_UNITS = ['value', 'sd'] as const;

/**
 * Band that is proposed around the reference mean (SCIENCE §4.2; of readers' overrides and of performance twice as wide,
 * of the site gap as far as from .5 to where a site effect is graded, §0a.4).
 */
export const DEFAULT_MARGINS: Record<Statistic, { margin: number; unit: (typeof MARGIN_UNITS)[number] }> = {
  'outside-share': { margin: 0.05, unit: 'value' },
  score: { margin: 0.25, unit: 'sd' },
  'score-negatives': { margin: 0.25, unit: 'sd' },
  'flagged-rate': { margin: 0.05, unit: 'value' },
  'undefined-rate': { margin: 0.05, unit: 'value' },
  'mask-issue-rate': { margin: 0.05, unit: 'value' },
  'override-rate': { margin: 0.1, unit: 'value' },
  sensitivity: { margin: 0.1, unit: 'value' },
  specificity: { margin: 0.1, unit: 'value' },
  'reference-auc': { margin: 0.05, unit: 'value' },
  'site-gap': { margin: 0.1, unit: 'value' },
};

/** Chance of any false alarm in a quiet year, over all sequences of a rule together. */
export const DEFAULT_LEVEL = 0.05;

const band = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('margin'),
    margin: z.number().gt(0).max(16),
    unit: z.enum(MARGIN_UNITS),
  }),
  z
    .strictObject({ kind: z.literal('fixed'), low: z.number().min(-16).max(16), high: z.number().min(-16).max(16) })
    .refine(({ low, high }) => low < high, { path: ['high'], message: 'above low' }),
]);

/** The reference period is told in days, UTC, both included. */
export const ruleParameters = z
  .strictObject({
    referenceFrom: z.iso.date(),
    referenceTo: z.iso.date(),
    band,
    level: z.number().min(0.001).max(0.5).default(DEFAULT_LEVEL),
    burnIn: z.number().int().min(BURN_IN).max(10_000).default(BURN_IN),
  })
  .refine(({ referenceFrom, referenceTo }) => referenceFrom <= referenceTo, {
    path: ['referenceTo'],
    message: 'not before referenceFrom',
  });

export type RuleParameters = z.output<typeof ruleParameters>;

/** `model`: `name@version` or the id of a version. `finding` null: each of the version's. */
export const ruleDraft = z.strictObject({
  name: plainText(120),
  statistic: z.enum(STATISTICS),
  model: plainText(200),
  finding: plainText(200).nullable().default(null),
  parameters: ruleParameters,
});

export type RuleDraft = z.output<typeof ruleDraft>;
