import type { TaskList } from 'graphile-worker';
import type { DemonstrationContext } from './context';
import { startDemonstration } from './control';
import { demonstrate } from './demonstrate';
import { sweepFiles } from './looseFiles';
import { removeDemonstration } from './removeDemonstration';
import { shippedModels } from './shippedModels';
import { readState, scheduleFeed, scheduleRemoval } from './state';

/** The handlers of the demonstration's jobs. */
export const demonstrationTasks = (context: DemonstrationContext): TaskList => ({
  demonstrate: () => demonstrate(context),
  'remove-demonstration': () => removeDemonstration(context),
  'sweep-files': () => sweepFiles(context),
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
