import { z } from 'zod';
import { parseQuery } from '@/server/api/query';
import { json, route, uuidParam } from '@/server/api/route';
import { plainText } from '@/server/problem/plainText';
import { getSaliency, SALIENCY_METHODS } from '@/server/queries/saliency';

export const dynamic = 'force-dynamic';

const query = z.object({
  model: plainText(200).optional(),
  finding: plainText(100),
  method: z.enum(SALIENCY_METHODS).default('cam'),
});

export const GET = route('read', async ({ url, params }) => {
  const { model, finding, method } = parseQuery(url, query);
  return json(await getSaliency(uuidParam(params, 'instanceId'), { model, finding, method }));
});
