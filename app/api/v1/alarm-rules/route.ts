import { createRule } from '@/server/alarms/changeRule';
import { listRules } from '@/server/alarms/rules';
import { ruleDraft } from '@/server/alarms/statistic';
import { jsonChange } from '@/server/api/jsonChange';
import { json, route } from '@/server/api/route';

export const dynamic = 'force-dynamic';

export const GET = route('read', async () => json({ rules: await listRules() }));

/** Makes a rule. */
export const POST = route('govern', (call) =>
  jsonChange(call, ruleDraft, (draft, by) => createRule(draft, { by, now: new Date() }), 201),
);
