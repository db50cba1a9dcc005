import { readIncidentSetting } from '@/server/alarms/attachToIncident';
import { changeIncidentSetting, incidentSettingChange } from '@/server/alarms/settings';
import { jsonChange } from '@/server/api/jsonChange';
import { json, route } from '@/server/api/route';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const GET = route('read', async () => json(await readIncidentSetting(db())));

/** Whether alarms of a rule share an incident. */
export const POST = route('govern', (call) =>
  jsonChange(call, incidentSettingChange, (change, by) => changeIncidentSetting(change, { by, now: new Date() })),
);
