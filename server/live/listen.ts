import pg from 'pg';

const RETRY_MS = 1_000;

/** LISTENs on a connection of its own and opens a new one when it breaks; `hint` is called then too, as one may be missed. */
export function startListening(databaseUrl: string, channel: string, hint: () => void): { stop(): Promise<void> } {
  let client: pg.Client | null = null;
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;
  const connect = async (): Promise<void> => {
    const opening = new pg.Client({ connectionString: databaseUrl });
    let lost = false;
    const reconnect = (): void => {
      if (lost || stopped) return;
      lost = true;
      retry = setTimeout(() => void connect(), RETRY_MS);
    };
    opening.on('error', reconnect);
    opening.on('end', reconnect);
    opening.on('notification', hint);
    try {
      await opening.connect();
      await opening.query(`listen ${channel}`);
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
