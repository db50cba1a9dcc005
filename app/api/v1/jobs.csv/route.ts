import { csv } from '@/server/api/csv';
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
  const text = new TextEncoder();
  let cursor: string | undefined;
  let header = true;
  const stream = new ReadableStream({
    async pull(controller) {
      const page = await listJobs(filter, { limit: PAGE, cursor, sort });
      controller.enqueue(text.encode(csv(header ? HEADER : [], page.rows.map(cells)).replace(/^\r\n/, '')));
      header = false;
      if (page.nextCursor === null) controller.close();
      else cursor = page.nextCursor;
    },
  });
  return new Response(stream, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="jobs.csv"',
      'cache-control': 'no-store',
    },
  });
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
