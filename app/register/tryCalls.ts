import { z } from 'zod';
import { withBase } from '@/app/shell/basePath';
import { hasWorked, problemOf, reach, type Sent } from '@/app/shell/call';
import { send } from '@/app/uploader/send';
import { type RegistrationResponse, registrationResponse } from '@/server/api/registrationSchema';
import type { ProblemBody } from '@/server/problem/problemBody';
import { type Registration, registration } from './registration';

/** What came of a call: the answer, or why there is none. */
export type Outcome<Answer> = { ok: true; answer: Answer } | { ok: false; problem: ProblemBody; status: number };

const started = z.object({ registrationId: z.string() });

const outcome = <Answer>(sent: Sent, schema: z.ZodType<Answer>): Outcome<Answer> => {
  const parsed = schema.safeParse(sent.body);
  return hasWorked(sent) && parsed.success
    ? { ok: true, answer: parsed.data }
    : { ok: false, problem: problemOf(sent), status: sent.status };
};

/** The files of a model as they were chosen. */
export type ModelFiles = { model: File; data: readonly File[]; manifest: File | null };

/** Sends the files for a dry run. Rejects only when `signal` cancels it. */
export async function sendTry(
  { model, data }: ModelFiles,
  manifest: string | null,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Outcome<{ registrationId: string }>> {
  const form = new FormData();
  if (manifest !== null) form.append('manifest', manifest);
  form.append('model', model, model.name);
  for (const file of data) form.append('data', file, file.name);
  return outcome(await send(withBase('/api/v1/models?dry=1'), form, onProgress, signal), started);
}

/** Where a try stands. */
export const readTry = async (id: string): Promise<Outcome<RegistrationResponse>> =>
  outcome(await reach(`/api/v1/registrations/${encodeURIComponent(id)}`), registrationResponse);

/** The same files once more, with another manifest or image. */
export async function tryAgain(
  id: string,
  manifest: unknown,
  instance: string | null,
): Promise<Outcome<{ registrationId: string }>> {
  const body = JSON.stringify({ manifest, ...(instance !== null && { instance }) });
  const headers = { 'content-type': 'application/json' };
  return outcome(await reach(`/api/v1/registrations/${id}/try`, { method: 'POST', headers, body }), started);
}

/** Makes a version of what was tried. */
export const registerTry = async (id: string): Promise<Outcome<Registration>> =>
  outcome(
    await reach(`/api/v1/registrations/${id}/register`, {
      method: 'POST',
      headers: { 'idempotency-key': `register-${id}` },
    }),
    registration,
  );

/** Forgets a try and its files. */
export const forgetTry = (id: string): Promise<Sent> => reach(`/api/v1/registrations/${id}`, { method: 'DELETE' });
