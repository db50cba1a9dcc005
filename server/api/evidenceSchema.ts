import { z } from 'zod';
import { EVIDENCE_TESTS, type EvidenceLine } from '@/server/evidence/evidenceLine';
import type { VerdictReason } from '@/server/evidence/explainVerdict';
import { type EvidenceVerdict, VERDICTS } from '@/server/evidence/verdict';
import type { EditsSummary } from '@/server/queries/editPairs';
import type { Evidence, FindingEvidence, VersionEvidence } from '@/server/queries/evidence';
import { type EvidenceSettings, evidenceThresholds } from '@/server/queries/evidenceSettings';

// What the interface answers of evidence, tied to the types of the queries.

const number = z.number().nullable();
const text = z.string().nullable();

const line: z.ZodType<EvidenceLine> = z.object({
  id: z.string(),
  test: z.enum(EVIDENCE_TESTS),
  role: z.enum(['decides', 'confirms', 'explains']),
  by: text,
  stratum: text,
  reference: text,
  unit: z.enum(['auc', 'auc-difference', 'sd', 'share', 'log2']),
  effect: number,
  low: number,
  high: number,
  n: z.int(),
  counted: z.enum(['cases', 'pairs', 'maps']),
  null: z.number(),
  p: number,
  q: number,
  direction: z.enum(['along', 'against', 'none']),
  gradientP: number,
  gradientQ: number,
  grade: z.enum(['red', 'amber', 'none', 'few']).nullable(),
  reason: z
    .enum([
      'few_cases',
      'few_pairs',
      'one_stratum',
      'no_labels',
      'no_edits',
      'no_maps',
      'not_trained_on',
      'no_gradient',
    ])
    .nullable(),
  flips: z.object({ n: z.int(), of: z.int() }).nullable(),
  pairs: z.object({ nothingToEdit: z.int(), outOfDistribution: z.int() }).nullable(),
  cases: z.record(z.string(), z.string()).nullable(),
  definitionVersion: z.string(),
});

const verdict: z.ZodType<EvidenceVerdict> = z.object({
  grade: z.enum(VERDICTS),
  notLocalisable: z.boolean(),
  by: text,
  decidedBy: text,
  confirmedBy: text,
  definitionVersion: z.string(),
});

const reason: z.ZodType<VerdictReason> = z.object({
  code: z.enum([
    'red_along',
    'amber_along',
    'against_gradient',
    'no_gradient',
    'edit_confirms',
    'edits_silent',
    'edits_weak',
    'edits_few',
    'edits_none',
    'nothing_to_edit',
    'nothing_fires',
    'few_negatives',
    'no_labels',
    'one_stratum',
  ]),
  line: text,
});

const edits: z.ZodType<EditsSummary> = z.object({
  sample: z.enum(['random', 'all']).nullable(),
  cases: z.int(),
  edited: z.int(),
  nothingToEdit: z.int(),
  judged: z.int(),
  inDistribution: z.int(),
});

const ofVersion = {
  asOf: z.iso.datetime(),
  definitionVersion: z.string(),
  model: z.string(),
  settingId: z.int().nullable(),
  thresholds: evidenceThresholds,
  edits,
};
const verdicts = {
  finding: z.string(),
  verdict,
  reasons: z.array(reason),
  pending: z.array(z.enum(['edits', 'probe', 'maps'])),
};

/** Of one finding. */
export const evidenceResponse: z.ZodType<Evidence> = z.object({ ...ofVersion, ...verdicts, lines: z.array(line) });

/** What is told of all findings of a version: the verdicts without their lines. */
export type VersionVerdicts = Omit<VersionEvidence, 'findings'> & { findings: Omit<FindingEvidence, 'lines'>[] };

export const versionEvidenceResponse: z.ZodType<VersionVerdicts> = z.object({
  ...ofVersion,
  findings: z.array(z.object(verdicts)),
});

export const evidenceSettingsResponse: z.ZodType<EvidenceSettings> = z.object({
  id: z.int().nullable(),
  thresholds: evidenceThresholds,
  defaults: evidenceThresholds,
  history: z.array(
    z.object({
      id: z.int(),
      thresholds: evidenceThresholds,
      reason: z.string(),
      changedBy: z.string(),
      changedAt: z.iso.datetime(),
    }),
  ),
});
