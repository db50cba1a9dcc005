import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Db, openDb } from '@/server/db/client';
import { inspectModel } from '@/server/inference/inspectModel';
import { installationHash } from '@/server/ingest/keyedHash';
import { receiveInstance } from '@/server/ingest/receiveInstance';
import { type ModelUpload, receiveModel } from '@/server/ingest/receiveModel';
import { startRelay } from '@/server/live/relay';
import { environmentWith } from '@/server/settings';
import { bundleServer } from '@/server/start/build';
import { WORKER_FLAGS } from '@/server/start/children';
import { migrate } from '@/server/start/migrate';
import { type Postgres, startPostgres } from '@/server/start/postgres';
import { root } from '@/server/start/root';
import { openFileStore } from '@/server/store/fileStore';
import { registerModel } from '../registerModel';

/** A whole installation for a benchmark: its own Postgres with the product's own settings, store and worker. */
export type Hall = {
  postgres: Postgres;
  register(upload: ModelUpload): Promise<void>;
  /** Takes images in and holds their jobs back. */
  fill(images: Buffer[], rounds: number): Promise<void>;
  /** Lets the jobs of `count` images go; answers images per second from then to the event of the last one. */
  rate(count: number): Promise<number>;
  /** The worker as it ships, or from the sources under a profiler that names them. */
  startWorker(profileFolder?: string): Promise<ChildProcess>;
  close(): Promise<void>;
};

export async function openHall(): Promise<Hall> {
  const dataDir = join(root, '.data/bench');
  rmSync(dataDir, { recursive: true, force: true });
  const postgres = await startPostgres(dataDir, { database: 'bench' });
  await migrate(postgres.url);
  const db = openDb(postgres.url);
  const store = openFileStore(join(dataDir, 'store'));
  const hash = await installationHash(db);
  let finished = 0;
  const relay = await startRelay(db, postgres.url, (events) => {
    finished += events.filter(({ type }) => type === 'instance:finished').length;
    if (events.some(({ type }) => type === 'instance:failed')) throw new Error('an image could not be read');
  });
  const workers: ChildProcess[] = [];
  return {
    postgres,
    async register(upload) {
      const receipt = await receiveModel(db, store, upload);
      if (receipt.state === 'checking') await registerModel(db, store, receipt.registrationId, inspectModel);
      await db.$executeRaw`delete from graphile_worker._private_jobs`;
    },
    async fill(images, rounds) {
      for (let round = 0; round < rounds; round++) {
        for (const image of images) {
          await receiveInstance(db, store, hash, { metadata: { site: `Site ${round}` }, masks: [], image }, new Date());
        }
      }
      await db.$executeRaw`update graphile_worker._private_jobs set run_at = 'infinity' where locked_at is null`;
    },
    async rate(count) {
      const wanted = finished + count;
      const started = performance.now();
      await release(db, count);
      while (finished < wanted) await new Promise((resolve) => setTimeout(resolve, 2));
      return (count * 1000) / (performance.now() - started);
    },
    async startWorker(profileFolder) {
      const profiled = [
        ...WORKER_FLAGS,
        '--cpu-prof',
        `--cpu-prof-dir=${profileFolder}`,
        '--import',
        'tsx',
        'server/worker.ts',
      ];
      const shipped = [...WORKER_FLAGS, '--enable-source-maps', join(dataDir, 'dist/worker.mjs')];
      if (profileFolder === undefined) await bundleServer(join(dataDir, 'dist'));
      const worker = spawn(process.execPath, profileFolder === undefined ? shipped : profiled, {
        cwd: root,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: environmentWith({ DATABASE_URL: postgres.url, SIGHTLINE_DATA_DIR: dataDir, SIGHTLINE_DEMO: 'off' }),
      });
      workers.push(worker);
      return worker;
    },
    async close() {
      await Promise.all(workers.map(stopWorker));
      await relay.stop();
      await db.$disconnect();
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function release(db: Db, count: number): Promise<void> {
  const freed = await db.$executeRaw`
    update graphile_worker._private_jobs
    set run_at = now()
    where id in (select id from graphile_worker._private_jobs where run_at = 'infinity' order by id limit ${count})`;
  if (freed < count) throw new RangeError(`jobs left: ${freed}, not ${count}`);
  await db.$executeRaw`select pg_notify('jobs:insert', '')`;
}

/** Ends a worker as its supervisor does, so that profiles are written. */
export async function stopWorker(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  worker.kill('SIGTERM');
  await once(worker, 'exit');
}
