import { z } from 'zod';
import { estimate, outsideContent, toldCount } from './estimate';

/** One stratum, or all cases together (`stratum` null). `suppressed`: under ten cases, or beside one that is; nothing is told. */
export const stratumContent = z.object({
  stratum: z.string().nullable(),
  suppressed: z.boolean(),
  n: toldCount,
  /** null also where fewer than ten cases have, or have not, the finding. */
  positives: toldCount,
  labelled: toldCount,
  flagged: toldCount,
  prevalence: estimate,
  /** Of the score for the finding, 0–1. */
  auc: estimate,
  outsideShare: outsideContent,
});
export type StratumContent = z.infer<typeof stratumContent>;

/** One line of evidence in the words and numbers of the page. `none`: the effect if there were nothing. */
export const lineContent = z.object({
  id: z.string(),
  role: z.enum(['decides', 'confirms', 'explains']),
  name: z.string(),
  under: z.string(),
  unit: z.enum(['auc', 'auc-difference', 'sd', 'share', 'log2']),
  effect: estimate,
  none: z.number(),
  n: toldCount,
  counted: z.enum(['cases', 'pairs', 'maps']),
  q: z.number().nullable(),
  grade: z.enum(['red', 'amber', 'none', 'few']).nullable(),
  /** What it says against its limits, or why it says nothing. */
  standing: z.string().nullable(),
});
export type LineContent = z.infer<typeof lineContent>;

/** By which variables a report tells a finding, and under which key. */
export const REPORT_STRATA = { sites: 'site', views: 'viewPosition', sexes: 'patientSex', ages: 'ageBand' } as const;
export type ReportStrata = keyof typeof REPORT_STRATA;

export const verdictContent = z.object({
  grade: z.enum(['relies', 'follows', 'weak', 'shift', 'below', 'few']),
  word: z.string(),
  headline: z.string(),
  grounds: z.array(z.string()),
  notLocalisable: z.boolean(),
});

export const findingContent = z.object({
  finding: z.string(),
  anatomy: z.array(z.string()),
  /** Probability from which on a case counts as positive; null where the manifest has none. */
  threshold: z.number().nullable(),
  baseline: z.number(),
  total: stratumContent,
  sites: z.array(stratumContent),
  views: z.array(stratumContent),
  sexes: z.array(stratumContent),
  ages: z.array(stratumContent),
  /** Of the pooled AUC by site: like with like, and what the site lends to it. */
  adjusted: estimate,
  lift: estimate,
  prevalenceOnly: z.number().nullable(),
  /** Over the version's whole time, whatever the period. */
  verdict: verdictContent,
  lines: z.array(lineContent),
});
export type FindingContent = z.infer<typeof findingContent>;
