import { z } from 'zod';
import { type CohortFilter, cohortFilter, rollupFilter, STRATIFIERS } from '@/server/cohort/cohortFilter';
import { isUuid } from '@/server/db/isUuid';
import { plainText } from '@/server/problem/plainText';
import { fieldsError } from '@/server/problem/problemBody';
import { CASE_SORTS } from '@/server/queries/caseRows';

export { deliveryPaging } from '@/server/alarms/channels';
export { incidentFilter } from '@/server/alarms/incidents';
export { alarmFilter } from '@/server/alarms/listAlarms';
export { jobFilter, jobPaging } from '@/server/queries/jobs';
export { trailFilter, trailPaging, trailRange } from '@/server/queries/trail';
export { accessList, sessionsQuery } from './accessSchema';
export { compositionQuery } from './alarmSchema';
export { editImageQuery, editPairsQuery, editSaliencyQuery, editsQuery } from './editQuery';
export { flagsQuery, reviewPaging, reviewStatisticsQuery, reviewsQuery } from './reviewQuery';
export { saliencyMethodsQuery, saliencyQuery } from './saliencyQuery';

export const paging = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  sort: z.enum(CASE_SORTS).default('received'),
});

/** Cases of a list by their ids, at most 200 with commas between. */
export const caseIds = z.object({
  ids: z
    .string()
    .regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,199}$/i, 'ids with commas between, at most 200')
    .refine((text) => text.split(',').every(isUuid), 'ids with commas between')
    .optional(),
});

/** Parses query parameters by a schema; an empty parameter counts as not given. */
export function parseQuery<Schema extends z.ZodType>(url: URL, schema: Schema): z.output<Schema> {
  const given = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw fieldsError(parsed.error, '');
  return parsed.data;
}

export const parseCohort = (url: URL): CohortFilter => parseQuery(url, cohortFilter);
export const parsePaging = (url: URL): z.infer<typeof paging> => parseQuery(url, paging);

const by = z.enum(STRATIFIERS).optional();
const format = z.enum(['json', 'csv']).optional();

/** Parameters of `GET /api/v1/statistics`; unknown ones are refused, since ignoring one would answer another question. */
export const statisticsQuery = rollupFilter
  .required({ model: true, finding: true })
  .extend({
    by,
    format,
    /** `off`: also figures of fewer than ten cases; for keys of scope `unsuppressed`. */
    suppress: z.enum(['on', 'off']).optional(),
  })
  .strict();

/** Parameters of a comparison of strata; without `by` of all cases together, where it may be left out. */
export const strataQuery = rollupFilter.required({ model: true, finding: true }).extend({ by, format }).strict();

const prevalences = z.record(z.string().max(200), z.number().min(0).max(1));

/** Parameters of `GET /api/v1/site-matrix`. `prevalences`: JSON as in `{"North":0.3}`, to be replayed. */
export const siteMatrixQuery = strataQuery
  .extend({ by: z.enum(STRATIFIERS).default('site'), prevalences: z.string().max(20_000).optional() })
  .strict();

/** The JSON of `prevalences`; null when not given. @throws AppError invalid-field */
export function parsePrevalences(text: string | undefined): z.output<typeof prevalences> | null {
  if (text === undefined) return null;
  const parsed = jsonText.pipe(prevalences).safeParse(text);
  if (!parsed.success) throw fieldsError(parsed.error, 'prevalences');
  return parsed.data;
}

const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'JSON, as in {"North":0.3}' });
    return z.NEVER;
  }
});

const siteAndTime = rollupFilter.pick({ model: true, finding: true, site: true, from: true, to: true });

/** Parameters of `GET /api/v1/confounders`. */
export const confoundersQuery = siteAndTime.required({ model: true, finding: true }).extend({ format }).strict();

/** Parameters of `GET /api/v1/generalisation`. */
export const generalisationQuery = siteAndTime.required({ finding: true }).extend({ format }).strict();

/** Parameters of `GET /api/v1/evidence`. */
export const evidenceQuery = rollupFilter
  .pick({ model: true, finding: true })
  .required({ model: true })
  .extend({ format })
  .strict();

/** Parameters of the overview's table. */
export const overviewQuery = rollupFilter.strict();

/** How an instance's picture is drawn. */
export const imageQuery = z.object({
  /** Longest side in pixels; never scaled up. */
  size: z.coerce.number().int().min(8).max(8192).optional(),
  /** Width and centre on the 0–255 scale. */
  window: z.coerce.number().gt(0).max(100_000).optional(),
  level: z.coerce.number().min(-100_000).max(100_000).optional(),
  invert: z.enum(['0', '1']).optional(),
});

/** Whose mask, when several sources delivered the zone. */
export const maskQuery = z.object({ source: plainText(200).optional() });

/** Which of an instance's ledgers; all without. */
export const ledgerQuery = z.object({ model: z.string().optional(), finding: z.string().optional() });
