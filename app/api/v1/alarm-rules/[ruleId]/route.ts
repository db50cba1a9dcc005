import { changeRule, ruleChange } from '@/server/alarms/changeRule';
import { listRule } from '@/server/alarms/rules';
import { jsonChange } from '@/server/api/jsonChange';
import { json, route, uuidParam } from '@/server/api/route';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const GET = route('read', async ({ params }) => json(await listRule(db(), uuidParam(params, 'ruleId'))));

/** Changes, switches, removes or brings back. */
export const POST = route('govern', (call) => {
  const id = uuidParam(call.params, 'ruleId');
  return jsonChange(call, ruleChange, (change, by) => changeRule(id, change, { by, now: new Date() }));
});
