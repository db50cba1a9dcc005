import { csv, csvResponse } from '@/server/api/csv';
import { parseBy, parseCohort } from '@/server/api/query';
import { json, route } from '@/server/api/route';
import { getStatistics, type StratumStatistics } from '@/server/queries/statistics';

export const dynamic = 'force-dynamic';

const HEADER = [
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
  'outside_share',
  'outside_low_95',
  'outside_high_95',
  'area_outside',
];

/** Totals and strata of one finding; `format=csv` for a table. */
export const GET = route('read', async ({ url }) => {
  const statistics = await getStatistics(parseCohort(url), parseBy(url));
  if (url.searchParams.get('format') !== 'csv') return json(statistics);
  const { total, strata, by } = statistics;
  const rows = strata.map((row) => [by, Object.values(row.stratum)[0], ...cells(row)]);
  return csvResponse('statistics.csv', csv(HEADER, [['', 'total', ...cells(total)], ...rows]));
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
  o.mean,
  o.low,
  o.high,
  o.areaOutside,
];
