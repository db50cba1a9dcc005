import { listAlarms } from '@/server/alarms/listAlarms';
import { alarmFilter, parseQuery } from '@/server/api/query';
import { json, route } from '@/server/api/route';

export const dynamic = 'force-dynamic';

/** Alarms, cursor-paged. */
export const GET = route('read', async ({ url }) => json(await listAlarms(parseQuery(url, alarmFilter))));
