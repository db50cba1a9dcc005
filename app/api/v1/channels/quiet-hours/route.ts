import { readQuietHours } from '@/server/alarms/quietHours';
import { changeQuietHours, quietHoursChange } from '@/server/alarms/settings';
import { jsonChange } from '@/server/api/jsonChange';
import { json, route } from '@/server/api/route';
import { db } from '@/server/db/client';

export const dynamic = 'force-dynamic';

export const GET = route('read', async () => json(await readQuietHours(db())));

/** When nobody is told. */
export const POST = route('govern', (call) =>
  jsonChange(call, quietHoursChange, (change, by) => changeQuietHours(change, { by, now: new Date() })),
);
