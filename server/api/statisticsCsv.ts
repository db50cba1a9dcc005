import type { SiteEffect } from '@/server/queries/overview';
import type { Statistics, StratumStatistics } from '@/server/queries/statistics';
import type { Decision, Proportion } from '@/server/queries/stratumStatistics';
import { csv } from './csv';
import { AUC_HEADER, aucCells, EFFECT_HEADER, effectCells } from './effectColumns';

type Cell = string | number | null;

const interval = (name: string): string[] => [name, `${name}_low_95`, `${name}_high_95`];
const RATES = ['sensitivity', 'specificity', 'positive_predictive_value', 'negative_predictive_value'];
const POINTS = ['manifest', 'sensitivity'] as const;

const HEADER = [
  ...['model', 'finding', 'by', 'stratum', 'n', 'labelled', ...interval('coverage').slice(1)],
  ...['positives', ...interval('prevalence'), 'mean_probability'],
  ...['mean_probability_positives', 'mean_probability_negatives', 'flagged'],
  ...['outside_n', 'outside_undefined', 'undefined_reasons', 'outside_share', 'outside_low_95', 'outside_high_95'],
  ...['area_outside', 'enrichment_log2'],
  ...AUC_HEADER,
  ...interval('observed_expected'),
  ...interval('calibration_in_the_large_logit'),
  ...interval('calibration_slope'),
  ...['brier', 'calibration_error', 'calibration_error_by_chance'],
  ...POINTS.flatMap((point) =>
    [
      ...['threshold', 'true_positives', 'false_positives', 'true_negatives', 'false_negatives', 'undecided'],
      ...RATES.flatMap(interval),
    ].map((name) => `at_${point}_${name}`),
  ),
  ...EFFECT_HEADER,
  ...['auc_adjusted', 'auc_adjusted_low_95', 'auc_adjusted_high_95', 'auc_within', 'auc_between', 'within_pairs'],
  ...interval('auc_lift'),
  ...['prevalence_only_auc', 'period_from', 'period_to', 'definition_version', 'as_of'],
];

/** Totals and strata as a table; what belongs to all strata together stands in the row of the total. */
export function statisticsCsv(statistics: Statistics): string {
  const { model, finding, by, total, strata, siteEffect, period, definitionVersion, asOf } = statistics;
  const effects = new Map(siteEffect.map((effect) => [effect.stratum, effect]));
  const row = (of: string | null, name: string, figures: StratumStatistics, effect?: SiteEffect): Cell[] => [
    ...[model, finding, of, name],
    ...cohortCells(figures),
    ...effectCells(effect),
    ...pooledCells(of === null ? statistics.auc : null),
    ...[period.from, period.to, definitionVersion, asOf],
  ];
  const rows = strata.map((figures) => {
    const [stratum = ''] = Object.values(figures.stratum);
    return row(by, stratum, figures, effects.get(stratum));
  });
  return csv(HEADER, [row(null, 'total', total), ...rows]);
}

function cohortCells({ outsideShare: o, calibration: c, ...s }: StratumStatistics): Cell[] {
  const reasons = Object.entries(o.undefinedReasons).map(([reason, count]) => `${reason}: ${count}`);
  return [
    ...[s.n, s.labelled, s.coverage?.low ?? null, s.coverage?.high ?? null],
    ...[s.positives, s.prevalence, s.prevalenceInterval?.low ?? null, s.prevalenceInterval?.high ?? null],
    ...[s.meanProbability, s.meanProbabilityPositives, s.meanProbabilityNegatives, s.flagged],
    ...[o.n, o.undefined, reasons.join('; '), o.mean, o.low, o.high, o.areaOutside, o.enrichment],
    ...aucCells(s.auc),
    ...[c.observedExpected, c.inTheLarge, c.slope].flatMap(({ value, low, high }) => [value, low, high]),
    ...[c.brier, c.calibrationError, c.calibrationErrorByChance],
    ...POINTS.flatMap((point) => decisionCells(s.decisions.find(({ of }) => of === point))),
  ];
}

const NO_RATE = { value: null, low: null, high: null };

function decisionCells(d: Decision | undefined): Cell[] {
  const rate = (share: Proportion | null | undefined): Cell[] => {
    const { value, low, high } = share ?? NO_RATE;
    return [value, low, high];
  };
  return [
    ...[d?.threshold, d?.truePositives, d?.falsePositives, d?.trueNegatives, d?.falseNegatives, d?.undecided].map(
      (count) => count ?? null,
    ),
    ...[d?.sensitivity, d?.specificity, d?.positivePredictiveValue, d?.negativePredictiveValue].flatMap(rate),
  ];
}

function pooledCells(auc: Statistics['auc']): Cell[] {
  if (auc === null) return Array.from({ length: 10 }, () => null);
  const { adjusted, within, between, withinPairs, lift, prevalenceOnly } = auc;
  return [
    ...[adjusted.value, adjusted.low, adjusted.high, within.value, between.value, withinPairs],
    ...[lift.value, lift.low, lift.high, prevalenceOnly],
  ];
}
