import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** How long requests in flight may take after a server was told to stop. */
export const DRAIN_MS = 10_000;

export type Drain = {
  draining: () => boolean;
  /** Takes no new connections, waits for the answers that are under way, then closes what is left. */
  finish: (patienceMs?: number) => Promise<void>;
};

/** Counts the requests of a server from now on. Upgraded connections are not waited for. */
export function drainServer(http: Server): Drain {
  const inFlight = new Set<ServerResponse>();
  let draining = false;
  let idle = () => {};
  http.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    // A browser's long poll, or the stream of a shared link, waits for an event that may never come.
    if (/\/socket\.io\/|\/l\/[^/]+\/events$/.test(request.url ?? '')) return;
    inFlight.add(response);
    response.once('close', () => {
      inFlight.delete(response);
      if (inFlight.size === 0) idle();
    });
  });
  return {
    draining: () => draining,
    async finish(patienceMs = DRAIN_MS) {
      draining = true;
      http.close();
      for (const response of inFlight) if (!response.headersSent) response.setHeader('connection', 'close');
      if (inFlight.size > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, patienceMs);
          idle = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      http.closeAllConnections();
    },
  };
}
