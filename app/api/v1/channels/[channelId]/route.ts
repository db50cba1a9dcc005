import { changeChannel, channelChange } from '@/server/alarms/channels';
import { jsonChange } from '@/server/api/jsonChange';
import { route, uuidParam } from '@/server/api/route';

export const dynamic = 'force-dynamic';

/** Switches, changes, removes or brings back. */
export const POST = route('administer', (call) => {
  const id = uuidParam(call.params, 'channelId');
  return jsonChange(call, channelChange, (change, by) => changeChannel(id, change, { by, now: new Date() }));
});
