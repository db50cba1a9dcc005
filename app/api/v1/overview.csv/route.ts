import { csv, csvResponse } from '@/server/api/csv';
import { AUC_HEADER, aucCells, EFFECT_HEADER, effectCells } from '@/server/api/effectColumns';
import { overviewQuery, parseQuery } from '@/server/api/query';
import { route } from '@/server/api/route';
import { getOverview } from '@/server/queries/overview';

export const dynamic = 'force-dynamic';

const HEADER = [
  'model',
  'finding',
  'n',
  'labelled',
  'positives',
  'flagged',
  'mean_probability',
  'outside_n',
  'outside_undefined',
  'outside_share',
  'outside_low_95',
  'outside_high_95',
  'area_outside',
  'enrichment_log2',
  ...AUC_HEADER,
  'sites',
  ...EFFECT_HEADER,
  'definition_version',
  'as_of',
];

/** The matrix of the overview; of the sites, the one whose AUC among negatives lies furthest from .5. */
export const GET = route('read', async ({ url }) => {
  const { models, definitionVersion, asOf } = await getOverview(parseQuery(url, overviewQuery));
  const rows = models.flatMap(({ name, version, findings }) =>
    findings.map(({ outsideShare: o, ...f }) => [
      `${name}@${version}`,
      f.finding,
      f.n,
      f.labelled,
      f.positives,
      f.flagged,
      f.meanProbability,
      o.n,
      o.undefined,
      o.mean,
      o.low,
      o.high,
      o.areaOutside,
      o.enrichment,
      ...aucCells(f.auc),
      f.siteEffect.sites,
      ...effectCells(f.siteEffect.worst),
      definitionVersion,
      asOf,
    ]),
  );
  return csvResponse('overview.csv', csv(HEADER, rows));
});
