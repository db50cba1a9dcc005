import { channelDraft, createChannel, listChannels } from '@/server/alarms/channels';
import { jsonChange } from '@/server/api/jsonChange';
import { json, route } from '@/server/api/route';

export const dynamic = 'force-dynamic';

export const GET = route('govern', async () => json({ channels: await listChannels() }));

/** Makes a channel. */
export const POST = route('administer', (call) =>
  jsonChange(call, channelDraft, (draft, by) => createChannel(draft, { by, now: new Date() }), 201),
);
