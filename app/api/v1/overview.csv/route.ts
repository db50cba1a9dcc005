import { csv, csvResponse } from '@/server/api/csv';
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
  'definition_version',
  'as_of',
];

/** The matrix of the overview. */
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
      definitionVersion,
      asOf,
    ]),
  );
  return csvResponse('overview.csv', csv(HEADER, rows));
});
