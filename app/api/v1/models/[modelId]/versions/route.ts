import { register } from '@/server/api/register';
import { json, route } from '@/server/api/route';
import { parseModelUpload } from '@/server/ingest/receiveModel';
import { AppError } from '@/server/problem/appError';
import { listModels, type ModelVersionSummary } from '@/server/queries/models';

export const dynamic = 'force-dynamic';

/** The versions of one model, by its id or its name. */
async function versionsOf(model: string | undefined): Promise<[ModelVersionSummary, ...ModelVersionSummary[]]> {
  const [first, ...others] = (await listModels()).filter(({ modelId, name }) => model === modelId || model === name);
  if (first === undefined) throw new AppError('not-found', 'no model has this id or name');
  return [first, ...others];
}

export const GET = route('read', async ({ params }) => json({ versions: await versionsOf(params.modelId) }));

/** Registers another version of this model; the manifest must name it. */
export const POST = route('register', async (call) => {
  const [{ name }] = await versionsOf(call.params.modelId);
  const upload = await parseModelUpload(call.request);
  if (upload.manifest.name === name) return register(call, upload);
  throw new AppError('invalid-field', `the manifest names ${upload.manifest.name}, not ${name}`, {
    errors: [{ path: 'manifest.name', detail: `must be ${name}` }],
  });
});
