import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { environmentWith } from '../server/settings';
import { expect, test } from './product';

const root = join(import.meta.dirname, '..');

/** Two of a kill each, what breaks connections, and what cannot be read: the kinds that take a few seconds. */
const KINDS = 'kill-worker,kill-web,kill-postgres,kill-all,cut-database,truncated-file,same-at-once,half-uploads';

test('a short drill: eight faults, and nothing is lost, doubled or missed', async () => {
  test.setTimeout(240_000);
  const words = ['drill', '--faults', '8', '--seed', '5', '--only', KINDS];
  const child = spawn(process.execPath, ['server/start/bootstrap.mjs', ...words], {
    cwd: root,
    env: environmentWith({ NODE_ENV: undefined }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(said).not.toContain('FAILS');
  expect(code, said).toBe(0);
  expect(said.match(/^holds/gm)?.length).toBeGreaterThan(10);
  expect(readdirSync(join(root, '.data')).filter((name) => name.startsWith('drill-'))).toEqual([]);
});
