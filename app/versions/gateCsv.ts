import { csv } from '@/server/api/csv';
import type { Promotion } from '@/server/versions/promotion';

const HEADER = [
  ...['promotion_id', 'candidate', 'live', 'fixed_at', 'limit', 'finding', 'allowed', 'figure', 'low_95', 'high_95'],
  ...['n', 'kept', 'why', 'says', 'as_of', 'decision'],
];

/** The outcome of a gate, a row per limit and finding. */
export function gateCsv({ id, candidate, incumbent, fixedAt, outcome, decision }: Promotion): string {
  const rows = (outcome?.rows ?? []).map((row) => [
    ...[id, candidate, incumbent, fixedAt, row.limit, row.finding, row.allowed, row.figure, row.low, row.high],
    ...[row.n, row.passes, row.why, row.says, outcome?.asOf, decision],
  ]);
  return csv(HEADER, rows);
}
