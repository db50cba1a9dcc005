import { z } from 'zod';
import type { Db, Tx } from '@/server/db/client';
import { plainText } from '@/server/problem/plainText';
import { changeSetting, readSetting } from '@/server/queries/settingStore';
import { addReport } from './askReport';

/** Name of the setting that says whether an audit report is made of each month. */
export const REPORT_SETTING = 'reports';

export const reportSetting = z.object({ monthly: z.boolean() });

/** Who asks for the reports of the schedule. */
const SCHEDULE = 'system reports';

/** Whether an audit report is made of each month by itself. */
export const readSchedule = (tx: Tx) => readSetting(tx, REPORT_SETTING, reportSetting, { monthly: false });

/** A change of it. `expected`: id of the setting that was read, null where none was made yet. */
export const scheduleChange = z.strictObject({
  monthly: z.boolean(),
  reason: plainText(500).refine((text) => text.trim().length >= 3, 'say why, in a few words'),
  expected: z.int().positive().nullable(),
});

/** @throws AppError conflict when somebody changed it since `expected` was read */
export const changeSchedule = (
  db: Db,
  { monthly, reason, expected }: z.infer<typeof scheduleChange>,
  who: string,
  now: Date,
) =>
  db.$transaction(async (tx) => {
    await changeSetting(tx, REPORT_SETTING, { monthly }, reason, who, now, expected);
    return readSchedule(tx);
  });

/** Asks for the report of the month before `now`, where the setting says so and nobody has by the schedule; true when it did. */
export async function planReports(db: Db, now: Date): Promise<boolean> {
  const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
  const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  return db.$transaction(async (tx) => {
    // Two workers may wake at the same time.
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended('plan reports', 0))::text as held`;
    if (!(await readSchedule(tx)).value.monthly) return false;
    if ((await tx.report.count({ where: { askedBy: SCHEDULE, from, to } })) > 0) return false;
    await addReport(tx, { kind: 'audit', from: from.toISOString(), to: to.toISOString() }, SCHEDULE, now);
    return true;
  });
}
