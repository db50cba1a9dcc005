import { jsonChange } from '@/server/api/jsonChange';
import { readerOf } from '@/server/api/readerOf';
import { route } from '@/server/api/route';
import { claimNext, claimRequest } from '@/server/review/claimNext';

export const dynamic = 'force-dynamic';

export const POST = route('review', (call) =>
  jsonChange(call, claimRequest, (asked) => claimNext(asked, readerOf(call), new Date())),
);
