import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '@/server/start/postgres';
import { recoverCluster } from '@/server/start/postmaster';
import { isAlive } from '@/server/start/processes';
import { root } from '@/server/start/root';

/** Nothing here outlives the test run, so that nothing is worth a flush to the disk. */
export const TEST_SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  shared_buffers: '128MB',
};

const PREFIX = 'alone-';

/** A Postgres for one test file that is run by itself. It ends with the process; what a killed one left is cleared. */
export async function ownTestPostgres(): Promise<string> {
  const parent = join(root, '.data/test');
  await clearLeftovers(parent);
  const dataDir = join(parent, `${PREFIX}${process.pid}`);
  const postgres = await startPostgres(dataDir, { database: 'test', set: TEST_SETTINGS });
  process.once('exit', () => {
    postgres.kill();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });
  return postgres.url;
}

async function clearLeftovers(parent: string): Promise<void> {
  let names: string[];
  try {
    names = readdirSync(parent).filter((name) => name.startsWith(PREFIX));
  } catch {
    return;
  }
  for (const name of names) {
    if (isAlive(Number(name.slice(PREFIX.length)))) continue;
    await recoverCluster(join(parent, name, 'postgres/data'));
    rmSync(join(parent, name), { recursive: true, force: true });
  }
}
