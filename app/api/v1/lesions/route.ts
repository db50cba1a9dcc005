import { whoOf } from '@/server/access/principal';
import { answerLines } from '@/server/api/answerLines';
import { fingerprintOf, idempotent } from '@/server/api/idempotent';
import { lesionsQuery } from '@/server/api/lesionPaths';
import { isNdjson } from '@/server/api/ndjson';
import { parseQuery } from '@/server/api/query';
import { readText } from '@/server/api/readText';
import { json, route } from '@/server/api/route';
import { db } from '@/server/db/client';
import { installationHash } from '@/server/ingest/keyedHash';
import { lesionsBody } from '@/server/ingest/lesionLine';
import { parseJson } from '@/server/ingest/metadata';
import { LONGEST_LESION, receiveLesionLines, receiveLesionList } from '@/server/ingest/receiveLesions';
import { fieldsError } from '@/server/problem/problemBody';
import { getCaseLesions } from '@/server/queries/caseLesions';
import { store } from '@/server/store/store';

export const dynamic = 'force-dynamic';

/** The lesions of one instance, with the figures of its maps. */
export const GET = route('read', async ({ url }) => {
  const { instance } = parseQuery(url, lesionsQuery);
  return json({ lesions: await getCaseLesions(instance) });
});

/** Where findings are, by somebody who looked. Of JSON all or none are recorded; of a stream each line by itself. */
export const POST = route('ingest', async (call) => {
  const by = whoOf(call.principal);
  const context = { db: db(), store: store(), hash: await installationHash(db()), now: () => new Date(), by };
  if (isNdjson(call.request)) return answerLines(call, LONGEST_LESION, (lines) => receiveLesionLines(context, lines));
  const text = await readText(call.request, 8_000_000);
  const parsed = lesionsBody.safeParse(parseJson(text, ''));
  if (!parsed.success) throw fieldsError(parsed.error, '');
  const { body, status } = await idempotent(db(), call, fingerprintOf(text), async () => ({
    status: 200,
    body: await receiveLesionList(context, parsed.data.lesions),
  }));
  return json(body, status);
});
