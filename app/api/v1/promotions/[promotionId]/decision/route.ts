import { jsonChange } from '@/server/api/jsonChange';
import { route, uuidParam } from '@/server/api/route';
import { decide, promotionDecision } from '@/server/versions/decide';

export const dynamic = 'force-dynamic';

/** Promotes or rejects, once and for all. */
export const POST = route('register', async (call) => {
  const id = uuidParam(call.params, 'promotionId');
  return jsonChange(call, promotionDecision, (asked, by) => decide(id, asked, { by, now: new Date() }));
});
