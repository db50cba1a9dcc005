import type pg from 'pg';
import { contentOf } from '@/server/trail/content';
import type { TrailEntry } from '@/server/trail/trailEntry';

/** Tells the audit trail what the operator did with the whole database; a database from before there was a trail has none. */
export async function tellTrail(
  client: pg.Client,
  kind: 'export:made' | 'backup:restored',
  body: TrailEntry['body'],
): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    "select to_regprocedure('public.append_trail(text[])') is not null as there",
  );
  if (rows[0]?.there !== true) return;
  const content = contentOf({ kind, at: new Date(), actor: 'operator', subjects: [], body });
  await client.query('select public.append_trail($1::text[])', [[content]]);
}
