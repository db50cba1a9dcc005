import { json, route, uuidParam } from '@/server/api/route';
import { AppError } from '@/server/problem/appError';
import { getCase } from '@/server/queries/caseDetail';

export const dynamic = 'force-dynamic';

export const GET = route('read', async ({ params }) => {
  const found = await getCase(uuidParam(params, 'instanceId'));
  if (found === null) throw new AppError('not-found', 'no instance has this id');
  return json(found);
});
