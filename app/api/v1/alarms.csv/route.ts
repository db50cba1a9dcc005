import { ALARM_COLUMNS, alarmCells } from '@/server/alarms/alarmCells';
import { listAlarms } from '@/server/alarms/listAlarms';
import { csvPages, csvResponse } from '@/server/api/csv';
import { alarmFilter, parseQuery } from '@/server/api/query';
import { route } from '@/server/api/route';

export const dynamic = 'force-dynamic';

const PAGE = 200;

/** All alarms of a filter, streamed page by page. */
export const GET = route('read', async ({ url }) => {
  const { state, rule } = parseQuery(url, alarmFilter);
  const document = csvPages(ALARM_COLUMNS, async (cursor) => {
    const { rows, nextCursor } = await listAlarms({ state, rule, cursor, limit: PAGE });
    return { rows: rows.map(alarmCells), nextCursor };
  });
  return csvResponse('alarms.csv', document);
});
