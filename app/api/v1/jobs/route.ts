import { jobFilter, jobPaging, parseQuery } from '@/server/api/query';
import { json, route } from '@/server/api/route';
import { listJobs } from '@/server/queries/jobs';

export const dynamic = 'force-dynamic';

/** What waits, runs, is tried again or is dead, cursor-paged. */
export const GET = route('read', async ({ url }) =>
  json(await listJobs(parseQuery(url, jobFilter), parseQuery(url, jobPaging))),
);
