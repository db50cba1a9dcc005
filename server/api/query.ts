import { z } from 'zod';
import { type CohortFilter, cohortFilter, rollupFilter, STRATIFIERS } from '@/server/cohort/cohortFilter';
import { fieldsError } from '@/server/problem/problemBody';
import { CASE_SORTS } from '@/server/queries/caseRows';

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
