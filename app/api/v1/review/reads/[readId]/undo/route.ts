import { z } from 'zod';
import { jsonChange } from '@/server/api/jsonChange';
import { readerOf } from '@/server/api/readerOf';
import { route, uuidParam } from '@/server/api/route';
import { undoVerdict } from '@/server/review/commitRead';

export const dynamic = 'force-dynamic';

export const POST = route('review', (call) =>
  jsonChange(call, z.strictObject({}), () => undoVerdict(uuidParam(call.params, 'readId'), readerOf(call), new Date())),
);
