import { getIncident } from '@/server/alarms/incidents';
import { csv, csvResponse } from '@/server/api/csv';
import { route } from '@/server/api/route';

export const dynamic = 'force-dynamic';

const HEADER = ['at', 'by', 'name', 'kind', 'from', 'to', 'reason', 'note', 'alarm', 'undo'];

/** The history of an incident. */
export const GET = route('read', async ({ params }) => {
  const { history, incident } = await getIncident(Number(params.number));
  const rows = history.map((entry) => [
    ...[entry.at, entry.by, entry.name, entry.kind, entry.from, entry.to, entry.reason, entry.note, entry.alarm],
    entry.undo,
  ]);
  return csvResponse(`incident-${incident.number}.csv`, csv(HEADER, rows));
});
