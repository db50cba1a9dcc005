import { z } from 'zod';
import { jsonChange } from '@/server/api/jsonChange';
import { route } from '@/server/api/route';
import { db } from '@/server/db/client';
import { AppError } from '@/server/problem/appError';
import { settings } from '@/server/settings';
import { signTrail } from '@/server/trail/signTrail';
import { checkpointsFile } from '@/server/trail/trailBundle';
import { trailKey } from '@/server/trail/trailKey';

export const dynamic = 'force-dynamic';

/** All checkpoints with the public key: a file to be held outside. */
export const GET = route('trail', async () => {
  const file = await checkpointsFile(db(), trailKey(settings().trailKey));
  return new Response(JSON.stringify(file, null, 1), {
    headers: {
      'content-type': 'application/json',
      'content-disposition': 'attachment; filename="trail-checkpoints.json"',
      'cache-control': 'no-store',
    },
  });
});

/** Signs the end of the trail; where nothing came since the last checkpoint, that one is answered. */
export const POST = route('trail', (call) =>
  jsonChange(call, z.strictObject({}), async (_asked, actor) => {
    const signed = await signTrail(db(), { key: trailKey(settings().trailKey), actor, now: new Date() });
    if (signed === null) throw new AppError('conflict', 'the audit trail holds no record yet');
    return signed;
  }),
);
