import { db } from '@/server/db/client';
import { ENTRIES } from '@/server/queue/jobState';

/** Every page shows the count, and every live event makes every open page ask: once in so long is enough. */
const KEEP_MS = 2_000;

type Count = { dead: Promise<number>; until: number };

// One for the process, though each route may have its own copy of this module.
const shared = globalThis as typeof globalThis & { sightlineDeadJobs?: Count | undefined };

/** How many jobs need a decision, instances that failed for good among them; at most two seconds old. */
export function countDeadJobs(): Promise<number> {
  const known = shared.sightlineDeadJobs;
  if (known !== undefined && performance.now() < known.until) return known.dead;
  const dead = readDeadJobs();
  shared.sightlineDeadJobs = { dead, until: performance.now() + KEEP_MS };
  dead.catch(forgetDeadJobs);
  return dead;
}

/** They have changed: the next one to ask counts anew. */
export function forgetDeadJobs(): void {
  shared.sightlineDeadJobs = undefined;
}

async function readDeadJobs(): Promise<number> {
  const [row] = await db().$queryRaw<{ dead: number }[]>`
    select count(*)::int as dead from (${ENTRIES}) e where e.state = 'dead'`;
  return row?.dead ?? 0;
}
