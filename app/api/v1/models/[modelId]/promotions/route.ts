import { jsonChange } from '@/server/api/jsonChange';
import { json, route } from '@/server/api/route';
import { fixLimits, promotionRequest } from '@/server/versions/fixLimits';
import { modelIdOf } from '@/server/versions/modelVersions';
import { listPromotions } from '@/server/versions/promotion';

export const dynamic = 'force-dynamic';

/** The promotions of a model, newest first. */
export const GET = route('read', async ({ params }) =>
  json({ promotions: await listPromotions(await modelIdOf(params.modelId ?? '')) }),
);

/** Fixes the limits of a candidate. */
export const POST = route('register', async (call) => {
  const modelId = await modelIdOf(call.params.modelId ?? '');
  return jsonChange(call, promotionRequest, (asked, who) => fixLimits(modelId, asked, who, new Date()), 201);
});
