import type { TaskList } from 'graphile-worker';
import { sweepStore } from '@/server/ingest/sweepStore';
import { sweepTries } from '@/server/ingest/tries';
import { JOBS } from '@/server/queue/job';
import { sweepFiles } from '@/server/retention/looseFiles';
import type { DemonstrationContext } from './context';
import { startDemonstration } from './control';
import { demonstrate } from './demonstrate';
import { removeDemonstration } from './removeDemonstration';
import { shippedModels } from './shippedModels';
import { readState, scheduleFeed, scheduleRemoval } from './state';

/** An upload keeps its files a moment before the rows that need them; a killed one leaves them for the sweep. */
const KEPT_MS = 3_600_000;

/** The handlers of the demonstration's jobs. */
export const demonstrationTasks = (context: DemonstrationContext): TaskList => ({
  demonstrate: () => demonstrate(context),
  'remove-demonstration': () => removeDemonstration(context),
  'sweep-files': async (payload: unknown) => {
    const isWhole = JOBS['sweep-files'].parse(payload).whole === true;
    if (isWhole) await sweepTries(context.db, context.now());
    await sweepFiles(context);
    if (!isWhole) return;
    const { files, halfWritten } = await sweepStore(context, context.now().getTime() - KEPT_MS);
    if (files + halfWritten > 0)
      console.log(`store: removed ${files} files that nothing needs, ${halfWritten} half-written`);
  },
});

/**
 * What a worker does for the demonstration when it starts: begins it in an empty store, and goes on with one that was
 * under way. Any number of workers may do so at once.
 */
export async function resumeDemonstration({ db, now, enabled, models }: DemonstrationContext): Promise<void> {
  const state = await readState(db);
  if (state === null && enabled) {
    const shipped = await shippedModels(models);
    if (shipped.some(({ manifest }) => manifest.kind === 'classifier')) await startDemonstration(db, now(), true);
  }
  if (state?.status === 'running' && enabled) await db.$transaction((tx) => scheduleFeed(tx, now()));
  if (state?.status === 'removing') await db.$transaction(scheduleRemoval);
}
