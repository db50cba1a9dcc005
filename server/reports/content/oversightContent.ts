import { z } from 'zod';
import { estimate, toldCount } from './estimate';

const count = z.int().nonnegative();
const instant = z.iso.datetime();

/** Readers' verdicts of one version in one arm of the queue. Rates and times of fewer than ten reads are not told. */
export const reviewArm = z.object({
  model: z.string(),
  arm: z.string(),
  /** Reads with score and map before the reader's eyes, and those committed before. */
  aided: toldCount,
  unaided: toldCount,
  verdicts: z.record(z.string(), toldCount),
  /** Share of `disagree`, and of `wrong-reason`, among the aided. */
  override: estimate,
  wrongReason: estimate,
  medianSeconds: z.number().nullable(),
});

export const reviewsContent = z.object({
  queued: toldCount,
  readers: count,
  arms: z.array(reviewArm),
  /** Cohen's kappa of first and second read of the same case, over agree, disagree, wrong reason. */
  kappa: estimate.extend({ pairs: toldCount }),
  withdrawn: toldCount,
});
export type ReviewsContent = z.infer<typeof reviewsContent>;

export const alarmContent = z.object({
  statistic: z.string(),
  model: z.string(),
  finding: z.string(),
  site: z.string(),
  view: z.string(),
  side: z.string(),
  since: instant,
  seen: instant,
  endedAt: instant.nullable(),
  incident: count.nullable(),
});
export const incidentContent = z.object({
  number: count,
  state: z.string(),
  openedAt: instant,
  closedAt: instant.nullable(),
  alarms: count,
  notes: count,
});
export const alarmsContent = z.object({
  /** Enabled when the report was made. */
  rules: count,
  alarms: z.array(alarmContent),
  incidents: z.array(incidentContent),
  /** Alarms and incidents beyond those listed. */
  more: count,
});
export type AlarmsContent = z.infer<typeof alarmsContent>;

/** One decision, without the words that people wrote about it; those are in the product. */
export const decisionContent = z.object({ at: instant, what: z.string(), subject: z.string(), by: z.string() });
export const decisionsContent = z.object({ rows: z.array(decisionContent), more: count });
export type DecisionsContent = z.infer<typeof decisionsContent>;

export const gapsContent = z.object({
  received: toldCount,
  failed: toldCount,
  notScored: toldCount,
  pending: toldCount,
});
export type GapsContent = z.infer<typeof gapsContent>;

/** The audit trail when the report was made: its last record, what was recorded in the period, what was signed. */
export const trailContent = z.object({
  seq: z.string(),
  hash: z.string(),
  records: z.array(z.object({ kind: z.string(), n: count })),
  checkpoint: z.object({ seq: z.string(), at: instant, keyId: z.string() }).nullable(),
});
export type TrailContent = z.infer<typeof trailContent>;
