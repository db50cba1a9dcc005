import { fingerprintOf, idempotent } from '@/server/api/idempotent';
import { readText } from '@/server/api/readText';
import { json, route } from '@/server/api/route';
import { db } from '@/server/db/client';
import { parseJson } from '@/server/ingest/metadata';
import { recordTruths, truthsBody } from '@/server/ingest/recordTruths';
import { fieldsError } from '@/server/problem/problemBody';

export const dynamic = 'force-dynamic';

/** Reference labels that arrive later; all or none are recorded. */
export const POST = route('ingest', async (call) => {
  const text = await readText(call.request, 4_000_000);
  const parsed = truthsBody.safeParse(parseJson(text, ''));
  if (!parsed.success) throw fieldsError(parsed.error, '');
  const { body, status } = await idempotent(db(), call, fingerprintOf(text), async () => ({
    status: 200,
    body: await recordTruths(db(), parsed.data.truths, new Date()),
  }));
  return json(body, status);
});
