import { jsonChange } from '@/server/api/jsonChange';
import { json, route } from '@/server/api/route';
import { flagRuleRequest } from '@/server/review/flagRule';
import { createFlagRule, listFlagRules } from '@/server/review/ruleStore';

export const dynamic = 'force-dynamic';

export const GET = route('read', async () => json(await listFlagRules()));

export const POST = route('govern', (call) =>
  jsonChange(call, flagRuleRequest, (asked, who) => createFlagRule(asked, who, new Date()), 201),
);
