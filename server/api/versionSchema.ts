import { z } from 'zod';
import { VERDICTS } from '@/server/evidence/verdict';
import { versionState } from '@/server/model/versionState';
import { gateOutcome, limits } from '@/server/versions/limits';
import type { ModelVersions } from '@/server/versions/modelVersions';
import type { Promotion } from '@/server/versions/promotion';

const time = z.iso.datetime();
const text = z.string();
const textOrNone = text.nullable();
const number = z.number().nullable();

export const promotionResponse: z.ZodType<Promotion> = z.object({
  ...{ id: z.uuid(), modelId: z.uuid(), model: text, candidate: text, incumbent: text, limits },
  ...{ comparedBefore: time.nullable(), fixedBy: text, fixedAt: time, outcome: gateOutcome.nullable() },
  decision: z.enum(['promoted', 'rejected']).nullable(),
  ...{ reason: textOrNone, decidedBy: textOrNone, decidedAt: time.nullable() },
  rolledBack: z.object({ at: time, by: text, reason: text }).nullable(),
});

export const promotionsResponse = z.object({ promotions: z.array(promotionResponse) });

export const stateChangeResponse = z.object({ versionId: z.uuid(), state: versionState });

export const modelVersionsResponse: z.ZodType<ModelVersions> = z.object({
  ...{ modelId: z.uuid(), name: text },
  versions: z.array(
    z.object({
      ...{ versionId: z.uuid(), version: text, kind: z.enum(['classifier', 'segmenter', 'external']) },
      ...{ state: versionState, stateReason: textOrNone, since: time, n: z.int(), findings: z.int() },
      ...{ meanAuc: number, meanOutside: number, worst: z.enum(VERDICTS).nullable() },
    }),
  ),
  changes: z.array(
    z.object({
      ...{ version: text, kind: text, from: versionState.nullable(), to: versionState, reason: text, by: text },
      ...{ at: time, promotionId: z.uuid().nullable() },
    }),
  ),
  promotions: z.array(promotionResponse),
});
