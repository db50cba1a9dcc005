import { jobId, noJob } from '@/server/api/jobChange';
import { json, route } from '@/server/api/route';
import { getJob } from '@/server/queries/jobsDetail';

export const dynamic = 'force-dynamic';

export const GET = route('read', async ({ params }) => {
  const job = await getJob(jobId(params));
  if (job === null) throw noJob();
  return json(job);
});
