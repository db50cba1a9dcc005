import { z } from 'zod';
import { plainText } from '@/server/problem/plainText';
import { reviewStatisticsQuery as statistics } from '@/server/review/reviewStatistics';

const format = z.enum(['json', 'csv']).optional();
const paged = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** Parameters of `GET /api/v1/review/statistics`. */
export const reviewStatisticsQuery = statistics.extend({ format });

/** Which page of the queue, or of what the reader has done. */
export const reviewPaging = z.object(paged);

/** Which verdicts, by image, version and finding. */
export const reviewsQuery = z.strictObject({
  ...paged,
  instance: z.uuid().optional(),
  model: plainText(200).optional(),
  finding: plainText(100).optional(),
  format,
});

/** Which flags. */
export const flagsQuery = reviewsQuery.extend({ rule: z.uuid().optional() });
