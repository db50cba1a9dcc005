import { z } from 'zod';
import { testChannel } from '@/server/alarms/channels';
import { jsonChange } from '@/server/api/jsonChange';
import { route, uuidParam } from '@/server/api/route';

export const dynamic = 'force-dynamic';

/** Sends a test. */
export const POST = route('administer', (call) => {
  const id = uuidParam(call.params, 'channelId');
  return jsonChange(call, z.strictObject({}), (_, by) => testChannel(id, { by, now: new Date() }), 202);
});
