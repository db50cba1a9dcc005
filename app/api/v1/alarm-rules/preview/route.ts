import { previewRule } from '@/server/alarms/previewRule';
import { ruleDraft } from '@/server/alarms/statistic';
import { jsonChange } from '@/server/api/jsonChange';
import { route } from '@/server/api/route';

export const dynamic = 'force-dynamic';

/** What a rule would have raised. */
export const POST = route('govern', (call) => jsonChange(call, ruleDraft, (draft) => previewRule(draft)));
