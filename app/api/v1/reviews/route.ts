import { csvPages, csvResponse } from '@/server/api/csv';
import { hiddenOf } from '@/server/api/hiddenCase';
import { parseQuery, reviewsQuery } from '@/server/api/query';
import { REVIEWS_HEADER, reviewCells } from '@/server/api/reviewCsv';
import { json, route } from '@/server/api/route';
import { listReviews } from '@/server/review/listReviews';

export const dynamic = 'force-dynamic';

const PAGE = 200;

/** A page of verdicts, or with `format=csv` all of the filter. */
export const GET = route('review', async ({ url, principal }) => {
  const { cursor, limit, format, instance, model, finding } = parseQuery(url, reviewsQuery);
  const filter = { instance, model, finding };
  const hidden = await hiddenOf(principal);
  if (format !== 'csv') return json(await listReviews(filter, { cursor, limit }, hidden));
  const document = csvPages(REVIEWS_HEADER, async (at) => {
    const { rows, nextCursor } = await listReviews(filter, { cursor: at, limit: PAGE }, hidden);
    return { rows: rows.map(reviewCells), nextCursor };
  });
  return csvResponse('reviews.csv', document);
});
