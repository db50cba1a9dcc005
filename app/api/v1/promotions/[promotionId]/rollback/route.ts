import { jsonChange } from '@/server/api/jsonChange';
import { route, uuidParam } from '@/server/api/route';
import { rollBack, rollbackRequest } from '@/server/versions/decide';

export const dynamic = 'force-dynamic';

/** Takes a promotion back. */
export const POST = route('register', async (call) => {
  const id = uuidParam(call.params, 'promotionId');
  return jsonChange(call, rollbackRequest, ({ reason }, by) => rollBack(id, reason, { by, now: new Date() }));
});
