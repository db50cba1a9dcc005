import { getAlarm } from '@/server/alarms/getAlarm';
import { csv, csvResponse } from '@/server/api/csv';
import { route, uuidParam } from '@/server/api/route';

export const dynamic = 'force-dynamic';

const HEADER = ['day', 'n', 'value', 'n_since', 'mean_since', 'low', 'high', 'band_low', 'band_high'];

/** The course of an alarm's sequence. */
export const GET = route('read', async ({ params }) => {
  const { alarm, points } = await getAlarm(uuidParam(params, 'alarmId'));
  const { bandLow, bandHigh } = alarm.figures;
  const rows = points.map(({ day, n, value, total, mean, low, high }) => [
    ...[day, n, value, total, mean, low, high],
    ...[bandLow, bandHigh],
  ]);
  return csvResponse('alarm-sequence.csv', csv(HEADER, rows));
});
