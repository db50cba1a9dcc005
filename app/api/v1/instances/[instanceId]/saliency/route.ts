import { parseQuery } from '@/server/api/query';
import { readText } from '@/server/api/readText';
import { json, route, uuidParam } from '@/server/api/route';
import { askedSaliency, saliencyQuery } from '@/server/api/saliencyQuery';
import { parseJson } from '@/server/ingest/metadata';
import { askSaliency } from '@/server/queries/saliencyAsk';
import { getMethodSaliency } from '@/server/queries/saliencyStored';

export const dynamic = 'force-dynamic';

export const GET = route('read', async ({ url, params }) => {
  const { model, finding, method } = parseQuery(url, saliencyQuery);
  return json(await getMethodSaliency(uuidParam(params, 'instanceId'), { model, finding, method }));
});

/** Asks for a map: 200 with it where it is there, 202 while it is being made. */
export const POST = route('read', async ({ request, params }) => {
  const asked = askedSaliency(parseJson(await readText(request, 10_000), ''));
  const answer = await askSaliency(uuidParam(params, 'instanceId'), asked);
  return 'made' in answer ? json(answer.made) : json(answer.making, 202);
});
