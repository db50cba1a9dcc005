import { z } from 'zod';
import { instantOrDate } from '@/server/problem/instant';
import { plainText } from '@/server/problem/plainText';

/** Variables that findings can be stratified and filtered by, as the API and the URL name them. */
export const STRATIFIERS = [
  'site',
  'department',
  'scanner',
  'viewPosition',
  'portable',
  'patientSex',
  'ageBand',
  'reportedBy',
] as const;

export type Stratifier = (typeof STRATIFIERS)[number];

/** The stratum of instances for which a stratifying variable is not known. */
export const UNKNOWN_STRATUM = 'unknown';

const text = plainText(200);
const version = text.regex(
  /^[^@]+@[^@]+$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  'name@version, or the id of a version',
);

/** One filter for every list, chart and export; its only home is the URL. Unknown keys are dropped. */
export const cohortFilter = z.object({
  /** `name@version` or the id of a version. */
  model: version.optional(),
  finding: text.optional(),
  site: text.optional(),
  department: text.optional(),
  scanner: text.optional(),
  viewPosition: text.optional(),
  portable: z.enum(['true', 'false', 'unknown']).optional(),
  patientSex: text.optional(),
  ageBand: text.optional(),
  reportedBy: text.optional(),
  /** What the file says of text burned into its picture. */
  burnedInAnnotation: z.enum(['true', 'false', 'unknown']).optional(),
  status: z.enum(['pending', 'done', 'failed', 'not-scored']).optional(),
  flagged: z.enum(['true', 'false']).optional(),
  /** A lesion was sent; `negative`: most of the evidence on it speaks against its finding. */
  lesion: z.enum(['any', 'negative']).optional(),
  /** Probability of the chosen finding, 0 to 1. */
  minProbability: z.coerce.number().min(0).max(1).optional(),
  maxProbability: z.coerce.number().min(0).max(1).optional(),
  /** Outside share of the chosen finding, 0 to 1. */
  minOutside: z.coerce.number().min(0).max(1).optional(),
  truth: z.enum(['0', '1', 'none']).optional(),
  from: instantOrDate.optional(),
  to: instantOrDate.optional(),
  /** Start of a case id. */
  q: plainText(64).optional(),
});

export type CohortFilter = z.infer<typeof cohortFilter>;

/** What rollups can be filtered by; filters on single results are refused there rather than ignored. */
export const rollupFilter = cohortFilter.pick({
  model: true,
  finding: true,
  site: true,
  department: true,
  scanner: true,
  viewPosition: true,
  portable: true,
  patientSex: true,
  ageBand: true,
  reportedBy: true,
  from: true,
  to: true,
});

export type RollupFilter = z.infer<typeof rollupFilter>;
