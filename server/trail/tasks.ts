import type { TaskList } from 'graphile-worker';
import type { Db } from '@/server/db/client';
import { signTrail } from './signTrail';
import { trailKey } from './trailKey';

/** When the end of the trail is signed, if anything came since. */
export const TRAIL_CRON = '29 * * * * sign-trail';

/** The handler of the hourly job. `keyFile`: PEM, made where there is none. */
export const trailTasks = ({ db, now, keyFile }: { db: Db; now: () => Date; keyFile: string }): TaskList => ({
  'sign-trail': async () => {
    await signTrail(db, { key: trailKey(keyFile), actor: 'system worker', now: now() });
  },
});
