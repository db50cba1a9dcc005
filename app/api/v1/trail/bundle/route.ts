import { whoOf } from '@/server/access/principal';
import { parseQuery, trailRange } from '@/server/api/query';
import { route } from '@/server/api/route';
import { refuseReader } from '@/server/api/trailShown';
import { db } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { settings } from '@/server/settings';
import { signTrail } from '@/server/trail/signTrail';
import { trailBundle } from '@/server/trail/trailBundle';
import { trailKey } from '@/server/trail/trailKey';

export const dynamic = 'force-dynamic';

/** Records from one number to another as a tar that verifies by itself; up to a checkpoint that is signed for it. */
export const GET = route('trail', async ({ url, principal }) => {
  await refuseReader(principal);
  const range = parseQuery(url, trailRange);
  const key = trailKey(settings().trailKey);
  const signed = await signTrail(db(), { key, actor: whoOf(principal), now: new Date() });
  const from = range.from ?? 1;
  const to = Math.min(range.to ?? Number.MAX_SAFE_INTEGER, signed?.checkpoint.seq ?? 0);
  if (to < from) throw new AppError('not-found', `the audit trail has no record ${from} that is signed`);
  const pieces = trailBundle(db(), key, { from, to });
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await pieces.return(undefined)),
  });
  return new Response(stream, {
    headers: {
      'content-type': 'application/x-tar',
      'content-disposition': `attachment; filename="trail-${from}-${to}.tar"`,
      'cache-control': 'no-store',
    },
  });
});
