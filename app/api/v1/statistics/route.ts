import { csv, csvResponse } from '@/server/api/csv';
import { AUC_HEADER, aucCells, EFFECT_HEADER, effectCells } from '@/server/api/effectColumns';
import { parseQuery, statisticsQuery } from '@/server/api/query';
import { json, route } from '@/server/api/route';
import type { SiteEffect } from '@/server/queries/overview';
import { getStatistics, type StratumStatistics } from '@/server/queries/statistics';

export const dynamic = 'force-dynamic';

const HEADER = [
  'model',
  'finding',
  'by',
  'stratum',
  'n',
  'labelled',
  'positives',
  'prevalence',
  'mean_probability',
  'flagged',
  'outside_n',
  'outside_undefined',
  'undefined_reasons',
  'outside_share',
  'outside_low_95',
  'outside_high_95',
  'area_outside',
  'enrichment_log2',
  ...AUC_HEADER,
  ...EFFECT_HEADER,
  'period_from',
  'period_to',
  'definition_version',
  'as_of',
];

/** Totals and strata of one finding; `format=csv` for a table. */
export const GET = route('read', async ({ url }) => {
  const { by = null, format, ...filter } = parseQuery(url, statisticsQuery);
  const statistics = await getStatistics(filter, by);
  if (format !== 'csv') return json(statistics);
  const { model, finding, total, strata, siteEffect, period, definitionVersion, asOf } = statistics;
  const row = (of: string | null, stratum: string | undefined, figures: StratumStatistics, effect?: SiteEffect) => [
    model,
    finding,
    of,
    stratum,
    ...cells(figures),
    ...effectCells(effect),
    period.from,
    period.to,
    definitionVersion,
    asOf,
  ];
  const effects = new Map(siteEffect.map((effect) => [effect.stratum, effect]));
  const rows = strata.map((figures) => {
    const [stratum = ''] = Object.values(figures.stratum);
    return row(by, stratum, figures, effects.get(stratum));
  });
  return csvResponse('statistics.csv', csv(HEADER, [row(null, 'total', total), ...rows]));
});

const cells = ({ outsideShare: o, ...s }: StratumStatistics) => [
  s.n,
  s.labelled,
  s.positives,
  s.prevalence,
  s.meanProbability,
  s.flagged,
  o.n,
  o.undefined,
  Object.entries(o.undefinedReasons)
    .map(([reason, count]) => `${reason}: ${count}`)
    .join('; '),
  o.mean,
  o.low,
  o.high,
  o.areaOutside,
  o.enrichment,
  ...aucCells(s.auc),
];
