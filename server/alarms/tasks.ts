import type { TaskList } from 'graphile-worker';
import type { Db } from '@/server/db/client';
import { JOBS } from '@/server/queue/job';
import { type DeliverContext, deliver } from './deliver';
import { watchAlarms } from './watchAlarms';

/** Each hour, and whole after a day has closed. */
export const ALARM_CRON = '23 * * * * watch-alarms\n11 0 * * * watch-alarms ?id=watch-alarms-day {"whole":true}';

/** The handlers of alarms and of the messages about them. */
export const alarmTasks = (context: DeliverContext & { db: Db }): TaskList => ({
  'watch-alarms': async (payload: unknown) => {
    const { raised, ended } = await watchAlarms(context.db, JOBS['watch-alarms'].parse(payload ?? {}), context.now());
    if (raised + ended > 0) console.log(`alarms: ${raised} raised, ${ended} ended`);
  },
  deliver: async (payload: unknown) => deliver(context, JOBS.deliver.parse(payload).channelId),
});
