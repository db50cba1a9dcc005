import { join } from 'node:path';
import { openDb } from '@/server/db/client';
import { findingMonths } from '@/server/retention/findingMonths';
import { retain } from '@/server/retention/retain';
import { retentionLimit } from '@/server/retention/retentionLimit';
import type { Settings } from '@/server/settings';
import { openFileStore } from '@/server/store/fileStore';
import { say, step } from './progress.mjs';
import { runningDatabase } from './runningDatabase';
import { StartError } from './startError';

/** `npm run retention`: shows what is older than is kept; `apply` takes it away now rather than at night. */
export async function retention(settings: Settings, args: readonly string[]): Promise<void> {
  const { retentionMonths: months } = settings;
  if (months === undefined) throw new StartError('SIGHTLINE_RETENTION_MONTHS: not set, so everything is kept');
  const db = openDb(await runningDatabase(settings));
  try {
    const limit = retentionLimit(new Date(), months);
    const old = await findingMonths(db, limit);
    const [row] = await db.$queryRaw<{ n: number }[]>`
      select count(*)::int as n from instance where coalesce(acquired_at, received_at) < ${limit}`;
    for (const { month, results, bytes } of old) {
      say(`${month.toISOString().slice(0, 7)}: about ${results} results, ${(bytes / 2 ** 20).toFixed(1)} MiB`);
    }
    say(`before ${limit.toISOString().slice(0, 10)}: ${old.length} months of results, ${row?.n ?? 0} images`);
    if (!args.includes('apply')) return say('nothing was changed; npm run retention -- apply takes it away');
    const store = openFileStore(join(settings.dataDir, 'store'));
    const gone = await step('taking it away', () => retain({ db, store, now: () => new Date(), months }));
    say(`dropped ${gone.months} months and ${gone.instances} images; their aggregates are kept`);
  } finally {
    await db.$disconnect();
  }
}
