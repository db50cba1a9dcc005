import { listIncidents } from '@/server/alarms/incidents';
import { incidentFilter, parseQuery } from '@/server/api/query';
import { json, route } from '@/server/api/route';

export const dynamic = 'force-dynamic';

/** Incidents, cursor-paged. */
export const GET = route('read', async ({ url }) => json(await listIncidents(parseQuery(url, incidentFilter))));
