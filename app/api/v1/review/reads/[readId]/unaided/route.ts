import { jsonChange } from '@/server/api/jsonChange';
import { readerOf } from '@/server/api/readerOf';
import { route, uuidParam } from '@/server/api/route';
import { commitUnaided, unaidedAnswer } from '@/server/review/commitRead';

export const dynamic = 'force-dynamic';

export const POST = route('review', (call) =>
  jsonChange(call, unaidedAnswer, (asked) =>
    commitUnaided(uuidParam(call.params, 'readId'), asked, readerOf(call), new Date()),
  ),
);
