import { whoOf } from '@/server/access/principal';
import { readText } from '@/server/api/readText';
import { json, route } from '@/server/api/route';
import { db } from '@/server/db/client';
import { parseJson } from '@/server/ingest/metadata';
import { fieldsError } from '@/server/problem/problemBody';
import { changeSchedule, readSchedule, scheduleChange } from '@/server/reports/schedule';

export const dynamic = 'force-dynamic';

/** Whether an audit report is made of each month by itself. */
export const GET = route('read', async () => json(await readSchedule(db())));

/** Changes it; the reason and who it was are recorded. */
export const PUT = route('govern', async ({ request, principal }) => {
  const parsed = scheduleChange.safeParse(parseJson(await readText(request, 10_000), ''));
  if (!parsed.success) throw fieldsError(parsed.error, '');
  return json(await changeSchedule(db(), parsed.data, whoOf(principal), new Date()));
});
