import { editsRequest } from '@/server/api/editQuery';
import { fingerprintOf, idempotent } from '@/server/api/idempotent';
import { readText } from '@/server/api/readText';
import { json, route } from '@/server/api/route';
import { db } from '@/server/db/client';
import { parseJson } from '@/server/ingest/metadata';
import { fieldsError } from '@/server/problem/problemBody';
import { askEdits } from '@/server/queries/askEdits';

export const dynamic = 'force-dynamic';

/** Puts the edits of one image in the queue: 202 with where they will be. What is there already stays. */
export const POST = route('read', async ({ request, principal }) => {
  const text = await readText(request, 10_000);
  const parsed = editsRequest.safeParse(parseJson(text, ''));
  if (!parsed.success) throw fieldsError(parsed.error, '');
  const { instanceId, model } = parsed.data;
  const { status, body } = await idempotent(db(), { request, principal }, fingerprintOf(text), async () => ({
    status: 202,
    body: await askEdits(instanceId.toLowerCase(), model),
  }));
  return json(body, status);
});
