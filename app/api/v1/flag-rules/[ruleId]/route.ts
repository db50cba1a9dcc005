import { jsonChange } from '@/server/api/jsonChange';
import { route, uuidParam } from '@/server/api/route';
import { withdrawalRequest } from '@/server/review/askItems';
import { flagRuleChange } from '@/server/review/flagRule';
import { changeFlagRule, removeFlagRule } from '@/server/review/ruleStore';

export const dynamic = 'force-dynamic';

export const PUT = route('govern', (call) =>
  jsonChange(call, flagRuleChange, (asked, who) =>
    changeFlagRule(uuidParam(call.params, 'ruleId'), asked, who, new Date()),
  ),
);

export const DELETE = route('govern', (call) =>
  jsonChange(call, withdrawalRequest, ({ reason }, who) =>
    removeFlagRule(uuidParam(call.params, 'ruleId'), reason, who, new Date()),
  ),
);
