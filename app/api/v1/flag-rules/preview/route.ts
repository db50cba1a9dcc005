import { hiddenOf } from '@/server/api/hiddenCase';
import { jsonChange } from '@/server/api/jsonChange';
import { route } from '@/server/api/route';
import { previewRequest, previewRule } from '@/server/review/previewRule';

export const dynamic = 'force-dynamic';

export const POST = route('govern', (call) =>
  jsonChange(call, previewRequest, async (asked) => previewRule(asked, new Date(), await hiddenOf(call.principal))),
);
