import type { TaskList } from 'graphile-worker';
import { type RetentionContext, retain } from './retain';

/** When the daily job runs. */
export const RETENTION_CRON = '7 4 * * * retain';

/** The handler of the daily job. */
export const retentionTasks = (context: RetentionContext): TaskList => ({
  retain: async () => {
    const { months, instances, files } = await retain(context);
    if (months + instances > 0) {
      console.log(`retention: dropped ${months} months and ${instances} images; looked at ${files} files`);
    }
  },
});
