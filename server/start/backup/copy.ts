import { once } from 'node:events';
import { Readable } from 'node:stream';
import type pg from 'pg';

// COPY over a connection of `pg`, which leaves it to whoever needs it (PostgreSQL: Frontend/Backend Protocol,
// "COPY Operations"). A query that `submit`s itself is told of each message by these methods.

type Rows = (rows: number) => void;

const rowsOf = (tag: string): number => Number(tag.split(' ').at(-1) ?? 0);

/**
 * Runs `copy … to stdout`. The chunks that come are whole rows of COPY's text format; reading slowly slows the server
 * down. `rows` resolves to their number at the end.
 */
export function copyOut(client: pg.Client, sql: string): { chunks: Readable; rows: Promise<number> } {
  let flow = () => {};
  const chunks = new Readable({ read: () => flow(), highWaterMark: 1 << 20 });
  let told: Rows = () => {};
  const rows = new Promise<number>((resolve) => {
    told = resolve;
  });
  client.query({
    submit(connection: pg.Connection) {
      flow = () => void connection.stream.resume();
      connection.query(sql);
    },
    handleCopyData({ chunk }: { chunk: Buffer }, connection: pg.Connection) {
      // The buffer is the parser's own and is used again.
      if (!chunks.push(Buffer.from(chunk))) connection.stream.pause();
    },
    handleCommandComplete: ({ text }: { text: string }) => told(rowsOf(text)),
    handleReadyForQuery: () => void chunks.push(null),
    handleError: (error: Error) => void chunks.destroy(error),
  });
  return { chunks, rows };
}

/** Runs `copy … from stdin` on what `source` gives; resolves to the number of rows. */
export function copyIn(client: pg.Client, sql: string, source: AsyncIterable<Buffer>): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0;
    let failed: Error | null = null;
    client.query({
      submit: (connection: pg.Connection) => connection.query(sql),
      handleCopyInResponse: (connection: pg.Connection) => {
        send(connection, source).catch((error: unknown) => {
          failed = error instanceof Error ? error : new Error(String(error));
          connection.stream.write(frame('f', Buffer.from('interrupted\0')));
        });
      },
      handleCommandComplete: ({ text }: { text: string }) => {
        rows = rowsOf(text);
      },
      handleReadyForQuery: () => resolve(rows),
      handleError: (error: Error) => reject(failed ?? error),
    });
  });
}

async function send(connection: pg.Connection, source: AsyncIterable<Buffer>): Promise<void> {
  for await (const piece of source) {
    if (!connection.stream.write(frame('d', piece))) await once(connection.stream, 'drain');
  }
  connection.stream.write(frame('c', Buffer.alloc(0)));
}

function frame(kind: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(kind);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
