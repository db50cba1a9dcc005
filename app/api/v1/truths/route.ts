import { whoOf } from '@/server/access/principal';
import { answerLines } from '@/server/api/answerLines';
import { fingerprintOf, idempotent } from '@/server/api/idempotent';
import { isNdjson } from '@/server/api/ndjson';
import { readText } from '@/server/api/readText';
import { json, route } from '@/server/api/route';
import { db } from '@/server/db/client';
import { installationHash } from '@/server/ingest/keyedHash';
import { parseJson } from '@/server/ingest/metadata';
import { LONGEST_TRUTH, receiveTruthLines, receiveTruthList } from '@/server/ingest/receiveTruths';
import { truthsBody } from '@/server/ingest/truthLine';
import { fieldsError } from '@/server/problem/problemBody';

export const dynamic = 'force-dynamic';

/** Reference labels that arrive later. Of JSON all or none are recorded; of a stream each line by itself. */
export const POST = route('ingest', async (call) => {
  const context = { db: db(), hash: await installationHash(db()), now: () => new Date(), by: whoOf(call.principal) };
  if (isNdjson(call.request)) return answerLines(call, LONGEST_TRUTH, (lines) => receiveTruthLines(context, lines));
  const text = await readText(call.request, 4_000_000);
  const parsed = truthsBody.safeParse(parseJson(text, ''));
  if (!parsed.success) throw fieldsError(parsed.error, '');
  const { body, status } = await idempotent(db(), call, fingerprintOf(text), async () => ({
    status: 200,
    body: await receiveTruthList(context, parsed.data.truths),
  }));
  return json(body, status);
});
