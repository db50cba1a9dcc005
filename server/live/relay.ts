import type { Db } from '@/server/db/client';
import type { LiveEvent } from './events';
import { startListening } from './listen';
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
  const listener = startListening(databaseUrl, OUTBOX_CHANNEL, look);
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
