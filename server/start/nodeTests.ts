import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TEST_SETTINGS } from '@/server/testing/ownPostgres';
import { bundleTests } from './bundleTests';
import { lockDataFolder } from './lock';
import { startPostgres } from './postgres';
import { recoverCluster } from './postmaster';
import { root } from './root';
import { spawnNode } from './run';
import type { Shutdown } from './shutdown';
import { countTap, NO_TESTS, type TestCount } from './testCount';

/** Files run side by side. More gains nothing on two cores, and timing tests suffer. */
const CONCURRENCY = 2;

/** A file that takes longer hangs. */
const TIMEOUT_MS = 600_000;

/** Runs test files under node's runner with one Postgres for all of them, made new each time. */
export async function runNodeTests(files: readonly string[], shutdown: Shutdown): Promise<TestCount> {
  if (files.length === 0) return NO_TESTS;
  const folder = join(root, '.data/test');
  mkdirSync(folder, { recursive: true });
  const unlock = lockDataFolder(folder, 'npm test');
  shutdown.add(unlock);
  await recoverCluster(join(folder, 'postgres/data'));
  rmSync(join(folder, 'postgres'), { recursive: true, force: true });
  const postgres = await startPostgres(folder, { database: 'test', set: { ...TEST_SETTINGS, max_connections: '200' } });
  shutdown.add(postgres.stop, postgres.kill);
  const bundles = await bundleTests(files);
  const tap = join(folder, 'unit.tap');
  rmSync(tap, { force: true });
  const reporters = [
    ...['--test-reporter=./server/start/failureReporter.mjs', '--test-reporter-destination=stdout'],
    ...['--test-reporter=tap', `--test-reporter-destination=${tap}`],
  ];
  const { code } = await spawnNode(
    [
      '--enable-source-maps',
      '--test',
      `--test-concurrency=${CONCURRENCY}`,
      `--test-timeout=${TIMEOUT_MS}`,
      ...reporters,
      ...bundles,
    ],
    {
      what: 'unit and database tests',
      show: true,
      abort: shutdown.signal,
      env: { SIGHTLINE_TEST_DATABASE_URL: postgres.url, NODE_ENV: 'test' },
    },
  );
  await postgres.stop();
  unlock();
  const count = countTap(readFileSync(tap, 'utf8'));
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}
