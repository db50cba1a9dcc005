import { jsonChange } from '@/server/api/jsonChange';
import { route, uuidParam } from '@/server/api/route';
import { applyRequest, applyRule } from '@/server/review/applyRule';

export const dynamic = 'force-dynamic';

export const POST = route('govern', (call) =>
  jsonChange(call, applyRequest, (asked) => applyRule(uuidParam(call.params, 'ruleId'), asked), 202),
);
