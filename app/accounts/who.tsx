import { cache } from 'react';
import { namesOf } from '@/server/access/whoNames';
import { db } from '@/server/db/client';

/** The name of who did something, as records keep them (`account <id>`, `key <id>`, `system …`); as kept where it has none. */
export const whoName = cache(async (who: string): Promise<string> => (await namesOf(db(), [who])).get(who) ?? who);

/** Who did something, by name; the record's own words are in the title. */
export async function Who({ who }: { who: string }) {
  return <span title={who}>{await whoName(who)}</span>;
}
