import { restartDelay } from './backoff';
import { type Launch, launchPostmaster } from './launchPostmaster';
import { recoverCluster, stopPostmaster } from './postmaster';
import { signal } from './processes';
import { errorLine } from './startError';

export type KeptPostmaster = { pid: () => number; stop: () => Promise<void>; kill: () => void };

/** Starts the server and starts it again, on the same port, whenever it ends without having been told to. */
export async function keepPostmaster(how: Launch, say: (line: string) => void): Promise<KeptPostmaster> {
  let server = await launchPostmaster(how);
  let stopping = false;
  let restarting = Promise.resolve();

  async function restart(): Promise<void> {
    for (let attempt = 1; !stopping; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, restartDelay(attempt)));
      try {
        await recoverCluster(how.cluster);
        server = await launchPostmaster(how);
        return watch();
      } catch (error) {
        say(errorLine(error));
      }
    }
  }

  function watch(): void {
    void server.ended.then(() => {
      if (stopping) return;
      say('the database ended: starting it again');
      restarting = restart();
    });
  }

  watch();
  return {
    pid: () => server.pid,
    async stop() {
      stopping = true;
      await restarting;
      await stopPostmaster(server.pid);
    },
    kill() {
      stopping = true;
      signal(server.pid, 'SIGQUIT');
    },
  };
}
