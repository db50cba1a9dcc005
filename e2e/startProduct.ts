import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environmentWith } from '../server/settings';
import { freePort } from '../server/start/ports';

const root = join(import.meta.dirname, '..');

/** The product, started as a user starts it, with a data folder, a port and a key of its own. */
export type Product = {
  url: string;
  apiKey: string;
  dataDir: string;
  /** Makes a new one-time sign-in link, as `npm run signin` does. */
  signInLink: () => Promise<string>;
  /** Everything that it printed. */
  output: () => string;
  /** Ctrl-C; resolves to the exit code when nothing of it runs any more. */
  stop: () => Promise<number | null>;
};

/** Starts it and waits until it has printed its sign-in link. `settings` are added to the environment. */
export async function startProduct(settings: Record<string, string> = {}): Promise<Product> {
  const port = Number(settings.PORT ?? (await freePort()));
  const name = `e2e-${process.pid}-${randomBytes(3).toString('hex')}`;
  const dataDir = join(root, '.data', name);
  mkdirSync(dataDir, { recursive: true });
  const apiKey = `sl_test_${randomBytes(18).toString('base64url')}`;
  const env = environmentWith({
    NODE_ENV: undefined,
    DATABASE_URL: undefined,
    PORT: String(port),
    HOST: '127.0.0.1',
    SIGHTLINE_DATA_DIR: dataDir,
    SIGHTLINE_API_KEY: apiKey,
    SIGHTLINE_DEMO: 'off',
    // Edits that nobody asked for would take the cores from what is tested.
    SIGHTLINE_EDIT_SHARE: '0',
    ...settings,
  });
  const { child, output } = run(['start'], env);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await printed(child, output, /Ctrl-C stops/);
  return {
    url: `http://127.0.0.1:${port}`,
    apiKey,
    dataDir,
    output,
    async signInLink() {
      const other = run(['signin'], env);
      await new Promise((resolve) => other.child.once('close', resolve));
      return other.output().trim();
    },
    async stop() {
      child.kill('SIGINT');
      const code = await ended;
      rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}

function run(args: string[], env: NodeJS.ProcessEnv): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, ['server/start/bootstrap.mjs', ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const keep = (chunk: Buffer) => {
    said += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return { child, output: () => said };
}

/** Waits for a line; throws with all that was printed when the process ends first or 120 s pass. */
async function printed(child: ChildProcess, output: () => string, line: RegExp): Promise<void> {
  const end = Date.now() + 120_000;
  while (!line.test(output())) {
    if (child.exitCode !== null || Date.now() > end) {
      child.kill('SIGINT');
      throw new Error(`the product did not start:\n${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
