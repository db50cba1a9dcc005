import { openDb } from '@/server/db/client';
import type { Subject } from '@/server/drill/subject';
import { rebuildRollup } from '@/server/rollup/rebuild';
import type { Proof } from './proof';

/** The aggregates are what a rebuild from the single results gives. */
export async function proveRollup(subject: Subject): Promise<Proof> {
  const db = openDb(subject.databaseUrl(), 'sightline-drill');
  try {
    const { results, differences } = await rebuildRollup(db, { keep: false });
    return {
      claim: 'The rollup is equal to its rebuild, to the bit',
      holds: results > 0 && differences === 0,
      found: `${results} results, ${differences} differences`,
    };
  } finally {
    await db.$disconnect();
  }
}
