import type { RaisedFlag } from '@/server/review/listFlags';
import type { ReviewEntry } from '@/server/review/listReviews';
import type { ReviewStatistics } from '@/server/review/reviewStatistics';
import { csv } from './csv';

/** The figures of reviews as one table: a line for each, with n, estimate and interval. Times in seconds. */
export function reviewStatisticsCsv({ kappas, overrides, unaided, times, asOf }: ReviewStatistics): string {
  const name = (model: string | null, finding: string | null) => (model === null ? 'all' : `${model} ${finding ?? ''}`);
  return csv(
    ['figure', 'by', 'group', 'n', 'value', 'low', 'high', 'as_of'],
    [
      ...kappas.map(({ model, finding, n, kappa }) => [
        ...['kappa of two readers', 'finding', name(model, finding)],
        ...[n, kappa?.value, kappa?.low, kappa?.high, asOf],
      ]),
      ...overrides.map(({ by, group, n, share }) => [
        ...['override share', by, group, n, share?.value, share?.low, share?.high, asOf],
      ]),
      ...unaided.flatMap(({ model, finding, n, agreement, kappa }) => [
        ...[
          ['unaided agreement', 'finding', name(model, finding), n, agreement?.value, agreement?.low, agreement?.high],
          ['unaided kappa', 'finding', name(model, finding), n, kappa?.value, kappa?.low, kappa?.high],
        ].map((line) => [...line, asOf]),
      ]),
      ...times.map(({ stage, spread }) => [
        ...['seconds: median, quartiles', 'stage', stage, spread?.n ?? 0, spread?.median, spread?.low, spread?.high],
        asOf,
      ]),
    ],
  );
}

export const REVIEWS_HEADER = [
  'review_id',
  'read_id',
  'item_id',
  'instance_id',
  'model',
  'finding',
  'arm',
  'ordinal',
  'stage',
  'verdict',
  'zone',
  'note',
  'reader_id',
  'seconds',
  'committed_at',
  'withdrawn_at',
];

export const reviewCells = (row: ReviewEntry) => [
  ...[row.reviewId, row.readId, row.itemId, row.instanceId, row.model, row.finding, row.arm, row.ordinal, row.stage],
  ...[row.verdict, row.zone, row.note, row.readerId, row.milliseconds / 1_000, row.committedAt, row.withdrawnAt],
];

export const FLAGS_HEADER = [
  'flag_id',
  'rule',
  'kind',
  'instance_id',
  'model',
  'finding',
  'figure',
  'limit',
  'unit',
  'what',
  'raised_at',
];

export const flagCells = ({ figures, ...row }: RaisedFlag) => [
  ...[row.flagId, row.rule, row.kind, row.instanceId, row.model, row.finding],
  ...[figures.figure, figures.limit, figures.unit, figures.what.join(' '), row.raisedAt],
];
