import { json, route, uuidParam } from '@/server/api/route';
import { compareForGate } from '@/server/versions/decide';

export const dynamic = 'force-dynamic';

/** Compares both versions; one that is under way is left alone. */
export const POST = route('register', async ({ params }) => {
  const state = await compareForGate(uuidParam(params, 'promotionId'));
  return json(state, state.status === 'done' ? 200 : 202);
});
