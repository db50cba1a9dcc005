import { z } from 'zod';
import { framework } from './mappingContent';
import { alarmsContent, decisionsContent, gapsContent, reviewsContent, trailContent } from './oversightContent';
import { versionContent } from './versionContent';

/** Version of the content's shape and of what its fields mean. */
export const REPORT_VERSION = 'report-1';

export const REPORT_KINDS = ['model-card', 'audit'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

export const definitionContent = z.object({ name: z.string(), version: z.string(), says: z.string() });

/**
 * All that a report says, as of one time; page and PDF are drawn from it and from nothing else. No patient, no single
 * case, no words that people typed. Strata under `least` cases are not told.
 */
export const reportContent = z.object({
  reportVersion: z.literal(REPORT_VERSION),
  kind: z.enum(REPORT_KINDS),
  title: z.string(),
  asOf: z.iso.datetime(),
  /** Half open, UTC; null: the whole time. */
  period: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }).nullable(),
  least: z.int(),
  versions: z.array(versionContent),
  reviews: reviewsContent,
  alarms: alarmsContent,
  decisions: decisionsContent,
  gaps: gapsContent,
  definitions: z.array(definitionContent),
  trail: trailContent,
  frameworks: z.array(framework),
});
export type ReportContent = z.infer<typeof reportContent>;

/** What was read, before it is held against the rules. */
export type ReportFacts = Omit<ReportContent, 'frameworks'>;
