import { jsonChange } from '@/server/api/jsonChange';
import { json, route } from '@/server/api/route';
import { changeReviewSettings, getReviewSettings, reviewSettingsChange } from '@/server/review/reviewSettings';

export const dynamic = 'force-dynamic';

export const GET = route('review', async () => json(await getReviewSettings()));

export const PUT = route('govern', (call) =>
  jsonChange(call, reviewSettingsChange, (asked, who) => changeReviewSettings(asked, who, new Date())),
);
