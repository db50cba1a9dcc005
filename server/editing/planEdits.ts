import { askAnalysis, readAnalysis } from '@/server/analysis/ask';
import type { AnalysisParameters } from '@/server/analysis/kinds';
import type { Db } from '@/server/db/client';
import { LEAST_REFERENCES } from '@/server/edit/outOfDistribution';

/** When a worker looks for new cases to edit. */
export const EDIT_CRON = '*/2 * * * * plan-edits ?jobKey=plan-edits&jobKeyMode=replace&max=1';

/** Of the flagged cases the newest so many. */
const FLAGGED = 500;

/** Random cases of a version at least, where it has read so many; the demonstration shows evidence soon with a few more. */
const LEAST = { all: 100, demo: 120 } as const;

/** Sizes of the random share, so that a growing store asks few different questions. */
const STEPS = [100, 120, 150, 200, 300, 400, 600, 800, 1_000, 1_500, 2_000, 3_000, 4_000, 5_000];

/** An answer younger than this is not made anew; the demonstration's is, since its cases come in at once. */
const FRESH_MS = 600_000;

export type PlanContext = {
  db: Db;
  now: () => Date /** Of a version's cases; 0: nothing is planned. */;
  share: number;
};

type Version = { model: string; scope: 'all' | 'demo'; read: number; newest: Date | null };

/**
 * Asks for the edits of each version that cases came in for: all flagged ones, and the random share. A version that has
 * read fewer images than distances are judged by waits, so that no edit stays unjudged; one that reads no more gets none.
 */
export async function planEdits({ db, now, share }: PlanContext): Promise<void> {
  if (share === 0) return;
  for (const version of await readVersions(db)) {
    if (version.read < LEAST_REFERENCES) continue;
    const flagged = { model: version.model, sample: 'flagged' as const, most: FLAGGED };
    const random = { model: version.model, sample: 'random' as const, most: randomTarget(version, share) };
    for (const question of [random, flagged]) await ask(db, version, question, now());
  }
}

/** How many random cases a version is to have, in steps. */
export function randomTarget({ scope, read }: Pick<Version, 'scope' | 'read'>, share: number): number {
  const wanted = Math.max(LEAST[scope], Math.ceil(share * read));
  return STEPS.find((step) => step >= wanted) ?? STEPS.at(-1) ?? wanted;
}

/** One that somebody stopped is left alone; one that is there is asked anew when cases came in since. */
async function ask(db: Db, version: Version, question: AnalysisParameters<'edits'>, now: Date): Promise<void> {
  const known = await readAnalysis('edits', question, db);
  if (known?.status === 'cancelled' || known?.status === 'waiting' || known?.status === 'running') return;
  if (known?.status === 'done' && !isDue(version, known.asOf, now)) return;
  await askAnalysis('edits', question, { refresh: known?.status === 'done' }, db);
}

function isDue({ newest, scope }: Version, asOf: string | null, now: Date): boolean {
  if (newest === null || asOf === null) return false;
  const at = new Date(asOf);
  return newest > at && (scope === 'demo' || now.getTime() - at.getTime() > FRESH_MS);
}

async function readVersions(db: Db): Promise<Version[]> {
  return db.$queryRaw<Version[]>`
    select m.name || '@' || v.version as model, v.manifest ->> 'scope' as scope, r.read, r.newest
    from model_version v
    join model m on m.id = v.model_id
    cross join lateral (
      select count(*)::int as read, max(p.created_at) as newest from prediction p where p.version_id = v.id
    ) r
    where v.kind = 'classifier' and v.state in ('live', 'shadow')
    order by v.created_at, v.id`;
}
