import { changeIncident, incidentChange } from '@/server/alarms/changeIncident';
import { getIncident } from '@/server/alarms/incidents';
import { jsonChange } from '@/server/api/jsonChange';
import { json, route } from '@/server/api/route';

export const dynamic = 'force-dynamic';

export const GET = route('read', async ({ params }) => json(await getIncident(Number(params.number))));

/** A note, a new owner, another state, or the latest change undone. */
export const POST = route('govern', (call) =>
  jsonChange(call, incidentChange, async (change, by) => {
    const { incident } = await getIncident(Number(call.params.number));
    return changeIncident(incident.number, change, { by, now: new Date() });
  }),
);
