import { db } from '@/server/db/client';
import { type ModelUpload, receiveModel } from '@/server/ingest/receiveModel';
import { store } from '@/server/store/store';
import { fingerprintOf, idempotent } from './idempotent';
import { registrationAnswer } from './registrationAnswer';
import { type Call, json } from './route';

/** Registers an uploaded version; the worker checks the file while this waits. */
export async function register(call: Call, upload: ModelUpload): Promise<Response> {
  const fingerprint = fingerprintOf(upload.onnx, JSON.stringify(upload.manifest));
  const { body, status } = await idempotent(db(), call, fingerprint, async () =>
    registrationAnswer(db(), await receiveModel(db(), store(), upload)),
  );
  return json(body, status);
}
