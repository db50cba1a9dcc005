import { register } from '@/server/api/register';
import { json, route } from '@/server/api/route';
import { parseModelUpload } from '@/server/ingest/receiveModel';
import { listModels } from '@/server/queries/models';

export const dynamic = 'force-dynamic';

/** All versions of all models, newest first. */
export const GET = route('read', async () => json({ versions: await listModels() }));

/** Registers a version of a new or known model. */
export const POST = route('register', async (call) => register(call, await parseModelUpload(call.request)));
