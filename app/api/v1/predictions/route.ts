import { whoOf } from '@/server/access/principal';
import { answerLines } from '@/server/api/answerLines';
import { fingerprintOf, idempotent } from '@/server/api/idempotent';
import { isNdjson } from '@/server/api/ndjson';
import { readText } from '@/server/api/readText';
import { type Call, json, route } from '@/server/api/route';
import { db } from '@/server/db/client';
import { installationHash } from '@/server/ingest/keyedHash';
import { parseJson } from '@/server/ingest/metadata';
import { LONGEST_LINE, receivePredictions } from '@/server/ingest/predictions/receivePredictions';
import { splitBody } from '@/server/ingest/predictions/splitBody';
import { uploadBudget } from '@/server/ingest/uploadBudget';
import { store } from '@/server/store/store';

export const dynamic = 'force-dynamic';

const LARGEST_JSON = 16_000_000;

/** Predictions made elsewhere: one, a list, or a stream of lines. Answers when they are committed. */
export const POST = route('ingest', async (call) => {
  const by = whoOf(call.principal);
  const context = { db: db(), store: store(), hash: await installationHash(db()), now: () => new Date(), by };
  if (!isNdjson(call.request)) return answerJson(call, context);
  return answerLines(call, LONGEST_LINE, (lines) => receivePredictions(lines, context));
});

async function answerJson(call: Call, context: Parameters<typeof receivePredictions>[1]): Promise<Response> {
  const text = await readText(call.request, LARGEST_JSON);
  uploadBudget().count(call.request, text.length);
  const lines = splitBody(parseJson(text, ''));
  const { body, status } = await idempotent(db(), call, fingerprintOf(text), async () => ({
    status: 200,
    body: await receivePredictions(lines, context),
  }));
  return json(body, status);
}
