import { z } from 'zod';

// What `npm run proof` found: docs/proof.json, and docs/proof.md from the same figures.

const value = z.number().nullable();
const estimate = z.object({ value, low: value, high: value });

/** One threshold of SCIENCE §7.3 for one arm, on every seed. `passes` null: not run, and `note` says why. */
const gateCheck = z.object({
  /** As `LOCAL shortcut`; `real data` for the percentile check. */
  arm: z.string(),
  mode: z.string().nullable(),
  role: z.enum(['shortcut', 'faithful']).nullable(),
  /** What is measured, as `AUC(site | no finding)`. */
  what: z.string(),
  /** As `≥ .85`. */
  threshold: z.string(),
  /** `yes`: 1 and 0 stand for yes and no; `difference`: of numbers that ought to agree. */
  unit: z.enum(['auc', 'share', 'sd', 'count', 'yes', 'difference', 'percentile']),
  seeds: z.array(z.object({ seed: z.number(), value, passes: z.boolean().nullable() })),
  /** Of the seed that is nearest to failing, or furthest beyond. */
  worst: value,
  passes: z.boolean().nullable(),
  note: z.string().nullable(),
});

const gate = z.object({
  id: z.string().regex(/^(G\d+|case-mix)$/),
  title: z.string(),
  passes: z.boolean().nullable(),
  checks: z.array(gateCheck),
});

const line = z.object({
  id: z.string(),
  role: z.enum(['decides', 'confirms', 'explains']),
  stratum: z.string().nullable(),
  reference: z.string().nullable(),
  unit: z.string(),
  effect: value,
  low: value,
  high: value,
  n: z.number(),
  q: value,
  direction: z.enum(['along', 'against', 'none']),
  grade: z.enum(['red', 'amber', 'none', 'few']).nullable(),
});

/** The verdict on pneumonia of one arm's model on one seed. `cardiomegaly`: that on the control, as common everywhere. */
const verdict = z.object({
  arm: z.string(),
  mode: z.string(),
  role: z.enum(['shortcut', 'faithful']),
  model: z.string(),
  seed: z.number(),
  grade: z.string(),
  notLocalisable: z.boolean(),
  by: z.string().nullable(),
  confirmedBy: z.string().nullable(),
  /** What the verdict has to be, in words. */
  expected: z.string(),
  passes: z.boolean(),
  cardiomegaly: z.string(),
  /** What explains, and may not decide: AUC of the site from the embeddings, and the outside share of the positives. */
  probe: value,
  outsideShare: value,
  areaOutside: value,
  lines: z.array(line),
});

/** How edits came out, of one arm on one seed; effects in standard deviations of the logit. */
const edits = z.object({
  arm: z.string(),
  seed: z.number(),
  /** By kind: edited cases, those of them in the distribution, those with nothing to edit, and those without a place. */
  counts: z.record(
    z.string(),
    z.object({ edited: z.number(), inDistribution: z.number(), nothing: z.number(), not: z.number() }),
  ),
  sd: z.number(),
  swapNet: value,
  eraseDifference: value,
  /** Mean d of A less that of B when the marker is erased, without the sham, unoriented. */
  eraseUnadjusted: value,
  aucBefore: value,
  aucAfter: value,
});

const cohort = z.object({
  mode: z.string(),
  seed: z.number(),
  name: z.enum(['main', 'scores', 'balanced']),
  sites: z.record(z.string(), z.object({ images: z.number(), positives: z.number(), negatives: z.number() })),
});

/** A finding of a real model, by view. `auc`: of the score for AP among images without the finding. */
const viewRow = z.object({
  finding: z.string(),
  prevalenceAp: value,
  prevalencePa: value,
  positives: z.number(),
  pooled: estimate,
  adjusted: estimate,
  auc: estimate,
  etaSquared: value,
  verdict: z.string(),
});

/** Beside what the article says in words. */
const comparison = z.object({
  article: z.string(),
  found: z.string(),
  agrees: z.enum(['agrees', 'differs', 'partly', 'not told']),
});

const realData = z.object({
  /** Why there is none; null when there is. */
  skipped: z.string().nullable(),
  percentiles: z.array(z.object({ probability: z.number(), expected: z.number(), found: z.number() })),
  chexnet: z.object({ images: z.number(), rows: z.array(viewRow) }).nullable(),
  nih14: z
    .object({
      images: z.number(),
      unseen: z.number(),
      rows: z.array(viewRow),
      /** By finding, the unseen images alone: AUC for the finding. */
      aucUnseen: z.array(z.object({ finding: z.string(), positives: z.number(), auc: estimate })),
      /** By view: mean share of positive contributions outside the dilated lungs, and of the area there. */
      outside: z.array(
        z.object({ finding: z.string(), view: z.string(), n: z.number(), share: estimate, area: value }),
      ),
    })
    .nullable(),
  comparisons: z.array(comparison),
});

export const proofReport = z.object({
  version: z.literal('proof-1'),
  date: z.string(),
  commit: z.string(),
  command: z.string(),
  form: z.enum(['full', 'quick']),
  /** The modes that were run; all of them, unless `--only` was given. */
  modes: z.array(z.string()),
  seconds: z.number(),
  machine: z.string(),
  versions: z.record(z.string(), z.string()),
  seeds: z.object({
    judged: z.array(z.number()),
    /** False when the seeds were given by hand: then nothing here is a judgement. */
    areJudged: z.boolean(),
    others: z.array(z.object({ use: z.string(), seeds: z.string() })),
  }),
  models: z.array(z.object({ arm: z.string(), name: z.string(), sha256: z.string() })),
  cohorts: z.array(cohort),
  gates: z.array(gate),
  verdicts: z.array(verdict),
  edits: z.array(edits),
  /** Disjoint re-samples of the faithful arms, and how many of them were called what. */
  resamples: z.array(
    z.object({ arm: z.string(), samples: z.number(), images: z.number(), grades: z.record(z.string(), z.number()) }),
  ),
  real: realData,
});

export type ProofReport = z.infer<typeof proofReport>;
export type ProofGate = z.infer<typeof gate>;
export type GateCheck = z.infer<typeof gateCheck>;
export type ProofVerdict = z.infer<typeof verdict>;
export type ProofEdits = z.infer<typeof edits>;
export type ProofCohort = z.infer<typeof cohort>;
export type RealData = z.infer<typeof realData>;
export type ViewRow = z.infer<typeof viewRow>;
export type Comparison = z.infer<typeof comparison>;

/** Reads docs/proof.json. @throws Error of zod when it is of another version */
export const parseProof = (text: string): ProofReport => proofReport.parse(JSON.parse(text));
