import { db } from '@/server/db/client';
import type { Registration } from '@/server/db/generated/client';
import { parseJson } from '@/server/ingest/metadata';
import type { TryUpload } from '@/server/ingest/receiveModel';
import { forgetTry, receiveTry, registerTried, tryAgain } from '@/server/ingest/tries';
import { manifest as manifestSchema } from '@/server/model/manifest';
import { tryReport } from '@/server/model/tryReport';
import { AppError } from '@/server/problem/appError';
import { fieldsError, problemSchema } from '@/server/problem/problemBody';
import { store } from '@/server/store/store';
import { fingerprintOf, idempotent } from './idempotent';
import { readText } from './readText';
import { registrationAnswer } from './registrationAnswer';
import { type RegistrationResponse, tryAgainRequest } from './registrationSchema';
import { type Call, json, uuidParam } from './route';

const LONGEST_BODY = 256_000;

const linkTo = (id: string) => ({ self: `/api/v1/registrations/${id}` });

const begun = (id: string) => ({
  status: 202,
  body: { registrationId: id, status: 'pending', links: linkTo(id) },
});

/** Takes a model in to be tried; the worker tries it, and `GET` of the registration tells what came of it. */
export async function startTry(call: Call, upload: TryUpload): Promise<Response> {
  const said = JSON.stringify({ dry: true, manifest: upload.manifest, instance: upload.instanceId });
  const answer = await idempotent(db(), call, fingerprintOf(upload.onnx, said), async () =>
    begun(await receiveTry(db(), store(), upload)),
  );
  return json(answer.body, answer.status);
}

/** The same file once more, with another manifest or on another image. */
export async function startAgain(call: Call): Promise<Response> {
  const id = uuidParam(call.params, 'registrationId');
  const text = await readText(call.request, LONGEST_BODY);
  const parsed = tryAgainRequest.safeParse(text.trim() === '' ? {} : parseJson(text, ''));
  if (!parsed.success) throw fieldsError(parsed.error, '');
  const answer = await idempotent(db(), call, fingerprintOf(id, text), async () =>
    begun(await tryAgain(db(), id, parsed.data)),
  );
  return json(answer.body, answer.status);
}

/** Makes a version of what was tried, and waits for it. */
export async function registerTry(call: Call): Promise<Response> {
  const id = uuidParam(call.params, 'registrationId');
  const answer = await idempotent(db(), call, fingerprintOf(id), async () =>
    registrationAnswer(db(), await registerTried(db(), id)),
  );
  return json(answer.body, answer.status);
}

export async function forget(call: Call): Promise<Response> {
  await forgetTry(db(), store(), uuidParam(call.params, 'registrationId'));
  return new Response(null, { status: 204 });
}

/** Where a registration or a try stands. */
export async function registrationState(call: Call): Promise<Response> {
  const id = uuidParam(call.params, 'registrationId');
  const row = await db().registration.findUnique({ where: { id } });
  if (row === null) throw new AppError('not-found', 'no registration has this id; tries are kept for a day');
  return json(describe(row));
}

function describe(row: Registration): RegistrationResponse {
  const { id, dry, sha256, instanceId, versionId } = row;
  const report = tryReport.safeParse(row.report);
  return {
    registrationId: id,
    status: STATES.find((state) => state === row.status) ?? 'failed',
    ...{ dry, sha256, instanceId, versionId },
    createdAt: row.createdAt.toISOString(),
    manifest: manifestSchema.safeParse(row.manifest).data ?? null,
    report: report.data ?? null,
    problem: problemSchema.safeParse(row.problem).data ?? null,
    links: linkTo(id),
  };
}

const STATES = ['pending', 'done', 'tried', 'refused', 'failed'] as const;
