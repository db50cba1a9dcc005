import { z } from 'zod';
import { jsonChange } from '@/server/api/jsonChange';
import { readerOf } from '@/server/api/readerOf';
import { route, uuidParam } from '@/server/api/route';
import { renewClaim } from '@/server/review/holdClaim';

export const dynamic = 'force-dynamic';

export const POST = route('review', (call) =>
  jsonChange(call, z.strictObject({}), () => renewClaim(uuidParam(call.params, 'readId'), readerOf(call), new Date())),
);
