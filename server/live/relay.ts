import pg from 'pg';
import type { Db } from '@/server/db/client';
import type { LiveEvent } from './events';
import { newestSeq, OUTBOX_CHANNEL, readEvents } from './outbox';

/** Looks at the outbox this often even when no notification comes: a NOTIFY is only a hint. */
const POLL_MS = 1_000;
const PAGE = 500;

/** Reads the outbox in commit order and hands every event on exactly once. */
export type Relay = {
  /** Sequence number of the last event that was handed on. */
  seq(): number;
  stop(): Promise<void>;
};

/**
 * Starts at the newest event. Each web process runs its own relay for its own sockets, so any of them serves any
 * browser and no event crosses between processes twice.
 */
export async function startRelay(db: Db, databaseUrl: string, deliver: (events: LiveEvent[]) => void): Promise<Relay> {
  let seq = await newestSeq(db);
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  const drain = async (): Promise<void> => {
    for (;;) {
      const events = await readEvents(db, seq, null, PAGE);
      if (events.length > 0) deliver(events);
      seq = events.at(-1)?.seq ?? seq;
      if (events.length < PAGE) return;
    }
  };
  const look = (): void => {
    if (stopped) return;
    if (running !== null) {
      again = true;
      return;
    }
    running = drain()
      .catch((error: unknown) => console.warn(`relay: outbox not read, trying again: ${String(error)}`))
      .finally(() => {
        running = null;
        if (again) {
          again = false;
          look();
        }
      });
  };
  const listener = startListening(databaseUrl, look);
  const timer = setInterval(look, POLL_MS);
  return {
    seq: () => seq,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await listener.stop();
      await running;
    },
  };
}

/** LISTENs on a connection of its own and opens a new one when it breaks. */
function startListening(databaseUrl: string, hint: () => void): { stop(): Promise<void> } {
  let client: pg.Client | null = null;
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;
  const connect = async (): Promise<void> => {
    const opening = new pg.Client({ connectionString: databaseUrl });
    let lost = false;
    const reconnect = (): void => {
      if (lost || stopped) return;
      lost = true;
      retry = setTimeout(() => void connect(), POLL_MS);
    };
    opening.on('error', reconnect);
    opening.on('end', reconnect);
    opening.on('notification', hint);
    try {
      await opening.connect();
      await opening.query(`listen ${OUTBOX_CHANNEL}`);
      client = opening;
      hint();
    } catch {
      reconnect();
    }
  };
  void connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}
