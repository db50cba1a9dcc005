import { fingerprintOf, idempotent } from '@/server/api/idempotent';
import { registrationAnswer } from '@/server/api/registrationAnswer';
import { json, route } from '@/server/api/route';
import { db } from '@/server/db/client';
import { parseModelUpload, receiveModel } from '@/server/ingest/receiveModel';
import { listModels } from '@/server/queries/models';
import { store } from '@/server/store/store';

export const dynamic = 'force-dynamic';

/** All versions of all models, newest first. */
export const GET = route('read', async () => json({ versions: await listModels() }));

/** Registers a version; the worker checks the file while this waits. */
export const POST = route('register', async (call) => {
  const upload = await parseModelUpload(call.request);
  const fingerprint = fingerprintOf(upload.onnx, JSON.stringify(upload.manifest));
  const { body, status } = await idempotent(db(), call, fingerprint, async () =>
    registrationAnswer(db(), await receiveModel(db(), store(), upload)),
  );
  return json(body, status);
});
