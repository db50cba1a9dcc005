import { z } from 'zod';
import { type Db, db as processDb } from '@/server/db/client';
import { appendEvents } from '@/server/live/outbox';
import { plainText } from '@/server/problem/plainText';
import { changeSetting, type StoredSetting } from '@/server/queries/settingStore';
import { INCIDENT_SETTING, incidentSetting, readIncidentSetting } from './attachToIncident';
import { QUIET_SETTING, quietHours, readQuietHours } from './quietHours';

const change = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({
    value,
    /** Why; it is kept beside the change. */
    reason: plainText(500).refine((text) => text.trim().length >= 3, 'say why, in a few words'),
    /** Id of the setting that was read; null where none was made yet. */
    expected: z.number().int().positive().nullable(),
  });

export const quietHoursChange = change(quietHours);
export const incidentSettingChange = change(incidentSetting);

type Who = { by: string; now: Date };

/** When nobody is told. @throws AppError conflict */
export async function changeQuietHours(
  { value, reason, expected }: z.output<typeof quietHoursChange>,
  { by, now }: Who,
  db: Db = processDb(),
): Promise<StoredSetting<z.output<typeof quietHours>>> {
  return db.$transaction(async (tx) => {
    await changeSetting(tx, QUIET_SETTING, value, reason, by, now, expected);
    await appendEvents(tx, [{ type: 'alarm:changed', payload: {} }]);
    return readQuietHours(tx);
  });
}

/** Whether alarms of a rule share an incident. @throws AppError conflict */
export async function changeIncidentSetting(
  { value, reason, expected }: z.output<typeof incidentSettingChange>,
  { by, now }: Who,
  db: Db = processDb(),
): Promise<StoredSetting<z.output<typeof incidentSetting>>> {
  return db.$transaction(async (tx) => {
    await changeSetting(tx, INCIDENT_SETTING, value, reason, by, now, expected);
    await appendEvents(tx, [{ type: 'alarm:changed', payload: {} }]);
    return readIncidentSetting(tx);
  });
}
