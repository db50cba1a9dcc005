import { jsonChange } from '@/server/api/jsonChange';
import { route, uuidParam } from '@/server/api/route';
import { withdrawalRequest, withdrawItem } from '@/server/review/askItems';

export const dynamic = 'force-dynamic';

export const POST = route('govern', (call) =>
  jsonChange(call, withdrawalRequest, ({ reason }, who) =>
    withdrawItem(uuidParam(call.params, 'itemId'), reason, who, new Date()),
  ),
);
