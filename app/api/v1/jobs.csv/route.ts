import { csvPages, csvResponse } from '@/server/api/csv';
import { jobFilter, jobPaging, parseQuery } from '@/server/api/query';
import { route } from '@/server/api/route';
import { type JobEntry, listJobs } from '@/server/queries/jobs';

export const dynamic = 'force-dynamic';

const HEADER = [
  'id',
  'kind',
  'state',
  'object_type',
  'object',
  'attempts',
  'max_attempts',
  'reasons',
  'created_at',
  'next_at',
  'running_since',
];

const PAGE = 200;

/** All jobs of a filter, streamed page by page; reasons as codes. */
export const GET = route('read', async ({ url }) => {
  const filter = parseQuery(url, jobFilter);
  const { sort } = parseQuery(url, jobPaging);
  const document = csvPages(HEADER, async (cursor) => {
    const { rows, nextCursor } = await listJobs(filter, { limit: PAGE, cursor, sort });
    return { rows: rows.map(cells), nextCursor };
  });
  return csvResponse('jobs.csv', document);
});

const cells = ({ object, reasons, ...job }: JobEntry) => [
  job.id,
  job.kind,
  job.state,
  object?.type,
  object?.type === 'registration' ? object.model : object?.id,
  job.attempts,
  job.maxAttempts,
  reasons.map(({ code, version }) => (version === null ? code : `${version} ${code}`)).join(', '),
  job.createdAt,
  job.nextAt,
  job.runningSince,
];
