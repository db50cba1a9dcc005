import { z } from 'zod';
import { type CohortFilter, cohortFilter, rollupFilter, STRATIFIERS } from '@/server/cohort/cohortFilter';
import { plainText } from '@/server/problem/plainText';
import { fieldsError } from '@/server/problem/problemBody';
import { CASE_SORTS } from '@/server/queries/caseRows';
import { SALIENCY_METHODS } from '@/server/queries/saliency';

export { jobFilter, jobPaging } from '@/server/queries/jobs';

export const paging = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  sort: z.enum(CASE_SORTS).default('received'),
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

/** Parameters of `GET /api/v1/statistics`; unknown ones are refused, since ignoring one would answer another question. */
export const statisticsQuery = rollupFilter
  .required({ model: true, finding: true })
  .extend({ by: z.enum(STRATIFIERS).optional(), format: z.enum(['json', 'csv']).optional() })
  .strict();

/** Parameters of the overview's table. */
export const overviewQuery = rollupFilter.strict();

/** Which saliency map of an instance. */
export const saliencyQuery = z.object({
  model: plainText(200).optional(),
  finding: plainText(100),
  method: z.enum(SALIENCY_METHODS).default('cam'),
});

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
