import type { TaskList } from 'graphile-worker';
import type { Db } from '@/server/db/client';
import { JOBS } from '@/server/queue/job';
import { raiseFlags } from './raiseFlags';

/** The handler that holds the rules against what was read. */
export const reviewTasks = ({ db, now }: { db: Db; now: () => Date }): TaskList => ({
  'flag-instances': async (payload: unknown) => {
    const { instanceIds } = JOBS['flag-instances'].parse(payload);
    await raiseFlags(db, instanceIds, now());
  },
});
