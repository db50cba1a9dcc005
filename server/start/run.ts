import { spawn } from 'node:child_process';
import { environmentWith } from '@/server/settings';
import { root } from './root';
import { errorLine, StartError } from './startError';

export type RunOptions = {
  /** Names the work in the error, as in `building pages`. */
  what: string;
  env?: Record<string, string | undefined>;
  /** Show what it prints as it comes; otherwise only the end of it, when it fails. */
  show?: boolean;
  abort?: AbortSignal | undefined;
};

/** Runs `node <args>` in the checkout. Throws with its last lines when it fails, or at once when aborted. */
export async function runNode(args: readonly string[], options: RunOptions): Promise<void> {
  const { code, said } = await spawnNode(args, options);
  if (options.abort?.aborted) throw new StartError(`${options.what}: stopped`);
  if (code === 0) return;
  const lines = said
    .trim()
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .slice(-60)
    .join('\n');
  throw new StartError(`${options.what} failed${lines ? `:\n${lines}` : ''}`);
}

/** As `runNode`, but leaves it to the caller what the exit code means. */
export function spawnNode(args: readonly string[], options: RunOptions): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    // What is kept to be shown later is plain text.
    env: environmentWith({ ...(options.show ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined }), ...options.env }),
    stdio: options.show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => child.kill('SIGTERM');
  options.abort?.addEventListener('abort', stop, { once: true });
  let said = '';
  const keep = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-100_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new StartError(`${options.what}: ${errorLine(error)}`)));
    child.once('close', (code) => {
      options.abort?.removeEventListener('abort', stop);
      resolve({ code: code ?? 1, said });
    });
  });
}
