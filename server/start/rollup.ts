import { openDb } from '@/server/db/client';
import { rebuildRollup } from '@/server/rollup/rebuild';
import type { Settings } from '@/server/settings';
import { say, step } from './progress.mjs';
import { runningDatabase } from './runningDatabase';
import { StartError } from './startError';

/** `npm run rollup`: recomputes the aggregates and compares them with the stored ones; `keep` stores the new ones. */
export async function rollup(settings: Settings, args: readonly string[]): Promise<void> {
  const keep = args.includes('keep');
  const db = openDb(await runningDatabase(settings));
  try {
    const progress = reporter();
    const { results, differences } = await step('rebuilding the rollup', () => rebuildRollup(db, { keep, progress }));
    say(`${results} results, ${differences} differences${keep ? '; the rebuilt rollup was kept' : ''}`);
    if (differences > 0 && !keep) throw new StartError('the rollup differs from its rebuild: npm run rollup -- keep');
  } finally {
    await db.$disconnect();
  }
}

/** Says every ten seconds how far it is. */
function reporter(): (done: number, total: number) => void {
  const began = Date.now();
  let told = began;
  return (done, total) => {
    if (Date.now() - told < 10_000) return;
    told = Date.now();
    const rate = (done * 1000) / (told - began);
    const left = Math.max(0, total - done) / rate;
    say(`${done} of ${total} results, ${Math.round(rate)}/s, about ${Math.ceil(left)} s left`);
  };
}
