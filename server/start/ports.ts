import { createServer } from 'node:net';
import { errorCode } from './startError';

/** Asks the system for the address; port 0 means any. Resolves to the port, or to the error's code. */
function tryListen(port: number, host: string): Promise<number | string> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(errorCode(error)));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}

/** A TCP port that nobody listens on at `host` just now. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const port = await tryListen(0, host);
  if (typeof port === 'string') throw new Error(`no free port: ${port}`);
  return port;
}

/** Null when `port` can be listened on; otherwise why not: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`, … */
export async function portProblem(port: number, host = '127.0.0.1'): Promise<string | null> {
  const answer = await tryListen(port, host);
  return typeof answer === 'string' ? answer : null;
}
