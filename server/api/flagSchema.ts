import { z } from 'zod';
import type { FlagFigures } from '@/server/review/decideFlag';
import { FLAG_KINDS, type FlagRule, flagCondition } from '@/server/review/flagRule';
import type { RaisedFlag } from '@/server/review/listFlags';
import type { RulePreview } from '@/server/review/previewRule';

// The answers about flags, each tied to the type of the query that makes it.

const time = z.iso.datetime();
const count = z.int();

export const proportion: z.ZodType<NonNullable<RulePreview['share']>> = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  hits: count,
  n: count,
});

const figures: z.ZodType<FlagFigures> = z.object({
  figure: z.number(),
  limit: z.number(),
  unit: z.enum(['share', 'logits', 'probability', 'percentile points', 'faults']),
  excess: z.number(),
  what: z.array(z.string()),
});

const flagRule: z.ZodType<FlagRule> = z.object({
  ruleId: z.uuid(),
  name: z.string(),
  condition: flagCondition,
  versionId: z.uuid().nullable(),
  finding: z.string().nullable(),
  model: z.string().nullable(),
  enabled: z.boolean(),
  definitionVersion: z.string(),
  flagged: count,
  createdBy: z.string(),
  createdAt: time,
  changedBy: z.string(),
  changedAt: time,
});

export const flagRulesResponse: z.ZodType<{ rules: FlagRule[] }> = z.object({ rules: z.array(flagRule) });

export const rulePreviewResponse: z.ZodType<RulePreview> = z.object({
  predictions: count,
  flaggedPredictions: count,
  share: proportion.nullable(),
  results: count,
  flaggedResults: count,
  from: time.nullable(),
  to: time.nullable(),
  cases: z.array(z.object({ instanceId: z.uuid(), model: z.string(), finding: z.string(), figures })),
  asOf: time,
  definitionVersion: z.string(),
});

const raisedFlag: z.ZodType<RaisedFlag> = z.object({
  flagId: z.uuid(),
  ruleId: z.uuid(),
  rule: z.string(),
  kind: z.enum(FLAG_KINDS),
  instanceId: z.uuid(),
  model: z.string(),
  finding: z.string(),
  figures,
  raisedAt: time,
});

export const flagsResponse: z.ZodType<{ rows: RaisedFlag[]; nextCursor: string | null }> = z.object({
  rows: z.array(raisedFlag),
  nextCursor: z.string().nullable(),
});

export const flagFiguresSchema = figures;
