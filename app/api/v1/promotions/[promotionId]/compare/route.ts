import { shownTo } from '@/server/api/hiddenCase';
import { json, route, uuidParam } from '@/server/api/route';
import { compareForGate } from '@/server/versions/decide';

export const dynamic = 'force-dynamic';

/** Compares both versions; one that is under way is left alone. */
export const POST = route('register', async ({ params, principal }) => {
  const state = await compareForGate(uuidParam(params, 'promotionId'));
  return json(await shownTo(principal, state), state.status === 'done' ? 200 : 202);
});
