import { register } from '@/server/api/register';
import { json, route } from '@/server/api/route';
import { startTry } from '@/server/api/tries';
import { parseModelUpload, parseTryUpload } from '@/server/ingest/receiveModel';
import { listModels } from '@/server/queries/models';

export const dynamic = 'force-dynamic';

/** All versions of all models, newest first. */
export const GET = route('read', async () => json({ versions: await listModels() }));

/** Registers a version of a new or known model; with `?dry=1` it is only tried. */
export const POST = route('register', async (call) =>
  call.url.searchParams.get('dry') === '1'
    ? startTry(call, await parseTryUpload(call.request))
    : register(call, await parseModelUpload(call.request)),
);
