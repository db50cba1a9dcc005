import { z } from 'zod';
import { ANATOMY_ZONES } from '@/server/audit/zone';
import { UNAIDED_VERDICTS, VERDICTS } from '@/server/review/agreement';
import type { Claimed } from '@/server/review/claimNext';
import { FLAG_KINDS } from '@/server/review/flagRule';
import type { WaitingItem } from '@/server/review/listItems';
import type { ReviewEntry } from '@/server/review/listReviews';
import { ARMS } from '@/server/review/queueItems';
import type { DoneRead, QueueState } from '@/server/review/queueState';
import type { ReaderView } from '@/server/review/readerView';
import { type ReviewSettingsAnswer, reviewSettings } from '@/server/review/reviewSettings';
import type { ReviewStatistics } from '@/server/review/reviewStatistics';
import { flagFiguresSchema, proportion } from './flagSchema';

// The answers about reviews, each tied to the type of the query that makes it.

const time = z.iso.datetime();
const count = z.int();
const text = z.string().nullable();
const number = z.number().nullable();

const modelResult = z.object({
  probability: z.number(),
  logit: z.number(),
  threshold: number,
  percentile: number,
  outsideShare: number,
  negativeOutsideShare: number,
  areaOutside: number,
  contributionInside: number,
  contributionOutside: number,
  undefinedReason: text,
  maskIssues: z.array(z.string()),
  maskSource: z.string(),
  saliency: text,
  logRatio: text,
});

export const readResponse: z.ZodType<ReaderView> = z.object({
  readId: z.uuid(),
  itemId: z.uuid(),
  instanceId: z.uuid(),
  model: z.string(),
  versionId: z.uuid(),
  finding: z.string(),
  ordinal: count.nullable(),
  stage: z.enum(['unaided', 'aided', 'done']),
  unaidedFirst: z.boolean(),
  claimedAt: time.nullable(),
  expiresAt: time.nullable(),
  revealedAt: time.nullable(),
  image: text,
  site: z.string(),
  viewPosition: text,
  portable: z.boolean().nullable(),
  patientSex: text,
  patientAge: count.nullable(),
  zones: z.array(z.enum(ANATOMY_ZONES)),
  result: modelResult.nullable(),
  unaided: z.object({ verdict: z.string(), at: time }).nullable(),
  verdict: z
    .object({
      reviewId: z.uuid(),
      verdict: z.string(),
      zone: text,
      note: text,
      milliseconds: count,
      at: time,
      undoUntil: time.nullable(),
    })
    .nullable(),
  reason: z
    .object({
      arm: z.enum(ARMS),
      queuedAt: time,
      flags: z.array(z.object({ rule: z.string(), kind: z.enum(FLAG_KINDS), figures: flagFiguresSchema })),
    })
    .nullable(),
  other: z.object({ unaided: text, verdict: z.string(), zone: text, note: text }).nullable(),
});

export const claimedResponse: z.ZodType<Claimed> = z.object({ read: readResponse.nullable(), waiting: count });

export const queueStateResponse: z.ZodType<QueueState> = z.object({
  waiting: count,
  waitingSince: time.nullable(),
  findings: z.array(z.object({ finding: z.string(), waiting: count })),
  claimed: count,
  secondReads: count,
  doneByYou: count,
  doneByYouToday: count,
  asOf: time,
});

export const doneReadsResponse: z.ZodType<{ rows: DoneRead[]; nextCursor: string | null }> = z.object({
  rows: z.array(
    z.object({
      readId: z.uuid(),
      instanceId: z.uuid(),
      model: z.string(),
      finding: z.string(),
      unaided: text,
      verdict: z.string(),
      zone: text,
      milliseconds: count,
      doneAt: time,
    }),
  ),
  nextCursor: text,
});

export const itemsResponse: z.ZodType<{ rows: WaitingItem[]; nextCursor: string | null }> = z.object({
  rows: z.array(
    z.object({
      itemId: z.uuid(),
      instanceId: z.uuid(),
      model: z.string(),
      finding: z.string(),
      unaidedFirst: z.boolean(),
      isClaimed: z.boolean(),
      queuedAt: time,
    }),
  ),
  nextCursor: text,
});

export const reviewsResponse: z.ZodType<{ rows: ReviewEntry[]; nextCursor: string | null }> = z.object({
  rows: z.array(
    z.object({
      reviewId: z.uuid(),
      itemId: z.uuid(),
      readId: z.uuid(),
      instanceId: z.uuid(),
      model: z.string(),
      finding: z.string(),
      arm: z.string(),
      ordinal: count,
      stage: z.enum(['unaided', 'aided']),
      verdict: z.enum([...VERDICTS, ...UNAIDED_VERDICTS]),
      zone: text,
      note: text,
      readerId: text,
      readerName: text,
      milliseconds: count,
      committedAt: time,
      withdrawnAt: time.nullable(),
    }),
  ),
  nextCursor: text,
});

const setting = z.object({
  id: count.nullable(),
  value: reviewSettings,
  reason: text,
  changedBy: text,
  changedAt: text,
});

export const reviewSettingsResponse: z.ZodType<ReviewSettingsAnswer> = z.object({
  id: count.nullable(),
  settings: reviewSettings,
  defaults: reviewSettings,
  history: z.array(setting),
});

const kappa = z
  .object({
    value: z.number(),
    low: z.number(),
    high: z.number(),
    standardError: z.number(),
    observed: z.number(),
    expected: z.number(),
  })
  .nullable();
const cases = z.array(z.uuid());
const spread = z.object({ n: count, low: z.number(), median: z.number(), high: z.number() }).nullable();

export const reviewStatisticsResponse: z.ZodType<ReviewStatistics> = z.object({
  reads: count,
  items: count,
  kappas: z.array(z.object({ model: text, finding: text, n: count, table: z.array(count), kappa, cases })),
  overrides: z.array(
    z.object({
      by: z.enum(['all', 'arm', 'reading', 'finding']),
      group: z.string(),
      n: count,
      disagree: count,
      wrongReason: count,
      share: proportion.nullable(),
      cases,
    }),
  ),
  unaided: z.array(
    z.object({
      model: text,
      finding: text,
      n: count,
      unsure: count,
      agreement: proportion.nullable(),
      kappa,
      cases,
    }),
  ),
  times: z.array(z.object({ stage: z.enum(['unaided', 'after', 'aided']), spread })),
  isCut: z.boolean(),
  asOf: time,
  definitionVersion: z.string(),
});
