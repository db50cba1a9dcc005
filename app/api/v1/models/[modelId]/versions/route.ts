import { json, route } from '@/server/api/route';
import { AppError } from '@/server/problem/appError';
import { listModels } from '@/server/queries/models';

export const dynamic = 'force-dynamic';

/** The versions of one model, by its id or its name. */
export const GET = route('read', async ({ params }) => {
  const versions = (await listModels()).filter(
    ({ modelId, name }) => params.modelId === modelId || params.modelId === name,
  );
  if (versions.length === 0) throw new AppError('not-found', 'no model has this id or name');
  return json({ versions });
});
