import { z } from 'zod';
import { plainText } from '@/server/problem/plainText';

const share = z.number().min(0).max(1).nullable().default(null);

/**
 * What a candidate has to keep, fixed before anybody compares. A limit of null is not asked. Figures are of the candidate
 * less the live version, on the images that both have read, and count with the worse end of their 95 % interval.
 */
export const limits = z
  .strictObject({
    /** Images that both have read. */
    leastCases: z.number().int().min(1).max(10_000_000).default(200),
    /** How much AUC may be lost, by paired DeLong. */
    aucDrop: share,
    /** How much the mean outside share may rise. */
    outsideShareRise: share,
    /** The verdict of no finding may be graver. */
    verdictNotWorse: z.boolean().default(true),
    /** How far the mean logit may move, either way. */
    meanShift: z.number().min(0).max(16).nullable().default(null),
    /** Share of the cases that may be decided otherwise. */
    turnedShare: share,
    /** Share of the images that the candidate may have no finite answer for. */
    failureRate: share,
    /** Findings that are judged; all that the live version has when left out. */
    findings: z.array(plainText(100)).min(1).max(200).nullable().default(null),
  })
  .refine(
    ({ verdictNotWorse, ...others }) =>
      verdictNotWorse ||
      [others.aucDrop, others.outsideShareRise, others.meanShift, others.turnedShare, others.failureRate].some(
        (limit) => limit !== null,
      ),
    'a gate without any limit but a number of cases judges nothing: set one',
  );

export type Limits = z.infer<typeof limits>;

/** As they are recorded. `comparedBefore`: when both had been compared already, so that the limits may have been fitted to it. */
export const recordedLimits = z.object({ limits, comparedBefore: z.iso.datetime().nullable() });

export const LIMIT_NAMES = [
  'leastCases',
  'findings',
  'aucDrop',
  'outsideShareRise',
  'verdictNotWorse',
  'meanShift',
  'turnedShare',
  'failureRate',
] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

/**
 * One limit held against its figure, of one finding or of the version as a whole (null). `why`: a code, null where the
 * figure alone decides. `says`: for limits that are no number.
 */
export const gateRow = z.object({
  limit: z.enum(LIMIT_NAMES),
  finding: z.string().nullable(),
  allowed: z.number().nullable(),
  figure: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.number(),
  passes: z.boolean(),
  why: z.enum(['few_cases', 'few_labels', 'no_maps', 'no_threshold', 'no_verdict', 'missing_finding']).nullable(),
  says: z.string().nullable(),
});
export type GateRow = z.infer<typeof gateRow>;

/** What came of a comparison: rows in the order of the limits, then of the findings. */
export const gateOutcome = z.object({ asOf: z.iso.datetime(), passes: z.boolean(), rows: z.array(gateRow) });
export type GateOutcome = z.infer<typeof gateOutcome>;
