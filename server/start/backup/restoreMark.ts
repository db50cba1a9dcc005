import pg from 'pg';
import { StartError } from '../startError';

/** Stands in the database from the first change of a restore to its last, so that nobody runs on half of it. */
const TABLE = 'sightline_restore';

type Queries = Pick<pg.Client, 'query'>;

/** When an unfinished restore began, null when there is none. */
export async function restoreMark(client: Queries): Promise<Date | null> {
  const { rows: found } = await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
    TABLE,
  ]);
  if (!found[0]?.found) return null;
  const { rows } = await client.query<{ began: Date }>(`select began from ${TABLE}`);
  return rows[0]?.began ?? new Date(0);
}

export async function setRestoreMark(client: Queries): Promise<void> {
  await client.query(`create table if not exists ${TABLE} as select now() as began`);
}

export async function clearRestoreMark(client: Queries): Promise<void> {
  await client.query(`drop table if exists ${TABLE}`);
}

/** Throws the line that says how to go on when a restore was interrupted in this database. */
export async function requireWhole(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const began = await restoreMark(client);
    if (began === null) return;
    throw new StartError(
      `a restore that began at ${began.toISOString()} was interrupted: run it again with the same file (npm run restore -- <file>)`,
    );
  } finally {
    await client.end();
  }
}
