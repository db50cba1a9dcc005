import { csvResponse } from '@/server/api/csv';
import { hiddenOf } from '@/server/api/hiddenCase';
import { parseQuery, reviewStatisticsQuery } from '@/server/api/query';
import { reviewStatisticsCsv } from '@/server/api/reviewCsv';
import { json, route } from '@/server/api/route';
import { getReviewStatistics } from '@/server/review/reviewStatistics';

export const dynamic = 'force-dynamic';

export const GET = route('read', async ({ url, principal }) => {
  const { model, finding, from, to, format } = parseQuery(url, reviewStatisticsQuery);
  const told = await getReviewStatistics({ model, finding, from, to }, new Date(), await hiddenOf(principal));
  return format === 'csv' ? csvResponse('review-statistics.csv', reviewStatisticsCsv(told)) : json(told);
});
