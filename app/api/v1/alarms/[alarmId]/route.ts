import { getAlarm } from '@/server/alarms/getAlarm';
import { json, route, uuidParam } from '@/server/api/route';

export const dynamic = 'force-dynamic';

/** An alarm with its sequence. */
export const GET = route('read', async ({ params }) => json(await getAlarm(uuidParam(params, 'alarmId'))));
