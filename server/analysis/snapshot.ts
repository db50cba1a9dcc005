import pg from 'pg';
import type { Prisma } from '@/server/db/generated/client';

/** Rows at a time: a few milliseconds of work, then the worker's other jobs have their turn. */
export const CHUNK = 2_000;

/** The database as it was at one moment, on a connection of its own. One reading at a time. */
export type Snapshot = {
  asOf: Date;
  /** All rows of a small answer; columns by place. */
  all<Row extends unknown[]>(query: Prisma.Sql): Promise<Row[]>;
  /** Rows of an answer of any size, `CHUNK` at a time through a cursor, so that no more are held. */
  chunks<Row extends unknown[]>(query: Prisma.Sql): AsyncGenerator<Row[]>;
  close(): Promise<void>;
};

/**
 * Opens a connection whose readings all see the same results, whatever is written meanwhile. A connection of its own,
 * since a reading may take longer than a transaction of the shared ones may.
 */
export async function openSnapshot(databaseUrl: string): Promise<Snapshot> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'sightline-analysis' });
  // The query under way is told of it too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read, read only');
    // Every row of a cursor is read, so the plan for all is wanted and not that for the first tenth.
    await client.query('set local cursor_tuple_fraction = 1');
    const { rows } = await client.query<{ now: Date }>("select date_trunc('milliseconds', clock_timestamp()) as now");
    return { asOf: rows[0]?.now ?? new Date(), ...readings(client), close: () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
}

function readings(client: pg.Client): Pick<Snapshot, 'all' | 'chunks'> {
  const ask = async <Row extends unknown[]>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await client.query<Row>({ text, values, rowMode: 'array' })).rows;
  return {
    all: (query) => ask(query.text, query.values),
    async *chunks<Row extends unknown[]>(query: Prisma.Sql) {
      await ask(`declare reading no scroll cursor for ${query.text}`, query.values);
      for (;;) {
        const rows = await ask<Row>(`fetch ${CHUNK} from reading`);
        if (rows.length > 0) yield rows;
        if (rows.length < CHUNK) break;
      }
      await ask('close reading');
    },
  };
}
