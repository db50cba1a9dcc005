import { EventEmitter } from 'node:events';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { Logger, run, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import { ALARM_CRON, alarmTasks } from '@/server/alarms/tasks';
import { analysisTasks } from '@/server/analysis/tasks';
import { databaseUrl, openDb } from '@/server/db/client';
import { BURST, MOST } from '@/server/demonstration/limits';
import { demonstrationTasks, resumeDemonstration } from '@/server/demonstration/tasks';
import { EDIT_CRON } from '@/server/editing/planEdits';
import { openEditing } from '@/server/editing/tasks';
import { runtimeName } from '@/server/inference/runtimeName';
import { openClassifierSpecs } from '@/server/pipeline/classifierSpecs';
import { openCommitter } from '@/server/pipeline/committer';
import { openComputePool } from '@/server/pipeline/compute/computePool';
import { sharesOfCores } from '@/server/pipeline/compute/sharesOfCores';
import { giveUpAbandoned } from '@/server/pipeline/giveUp';
import { inspectApart } from '@/server/pipeline/inspectApart';
import { tasksOf } from '@/server/pipeline/tasks';
import { WORKER_NAME } from '@/server/queue/job';
import { openWorkerLease } from '@/server/queue/workerLease';
import { REPORT_CRON, reportTasks } from '@/server/reports/tasks';
import { RETENTION_CRON, retentionTasks } from '@/server/retention/tasks';
import { reviewTasks } from '@/server/review/tasks';
import { rebuildIfStale } from '@/server/rollup/rebuildIfStale';
import { settings } from '@/server/settings';
import { exitWithParent } from '@/server/start/exitWithParent';
import { openFileStore } from '@/server/store/fileStore';
import { TRAIL_CRON, trailTasks } from '@/server/trail/tasks';
import { checkGolden } from '@/server/versions/checkGolden';

// Composition root of `worker`: takes jobs from the queue. Inference lives here and nowhere else.

/** Milliseconds for one radiograph. 64 megapixels of JPEG 2000 take 11 s, a first opening of models a few. */
const COMPUTE_LIMIT = 180_000;

/** How often jobs of workers that died are looked for. */
const LOOK_FOR_DEAD_MS = 3_000;

const db = openDb(databaseUrl(), WORKER_NAME);
const storeRoot = join(settings().dataDir, 'store');
const store = openFileStore(storeRoot);
const now = () => new Date();
const shares = sharesOfCores(availableParallelism());
const computer = openComputePool({ ...shares, storeRoot, limit: COMPUTE_LIMIT });
const pipeline = {
  db,
  store,
  now,
  computer,
  specs: openClassifierSpecs(db),
  committer: openCommitter({ db, store, now }),
};

/** Jobs at once: two for each computer, and some that wait for their commit. */
const concurrency = 2 * shares.size + 6;
const pool = new pg.Pool({ connectionString: databaseUrl(), max: concurrency + 2, application_name: WORKER_NAME });
const connectionLost = (error: Error): void => console.warn(`queue connection lost: ${error.message}`);
pool.on('error', connectionLost);
pool.on('connect', (client) => client.on('error', connectionLost));

/** Failures and warnings only; every finished job would be a line otherwise. */
const logger = new Logger(() => (level, message) => {
  if (level === 'error' || level === 'warning') console.warn(`queue: ${message}`);
});

const lease = await openWorkerLease(databaseUrl(), WORKER_NAME, (error) => {
  console.error(`lease lost, starting anew: ${error.message}`);
  process.exit(1);
});
const events: WorkerEvents = new EventEmitter();
// Jobs are locked in the name of the pool, not of its workers.
events.on('pool:create', ({ workerPool }) => void lease.hold(workerPool.id));
let lookedOnce = false;
async function freeDead(): Promise<void> {
  try {
    const dead = await lease.freeDead();
    if (dead > 0) console.log(`queue: took over the jobs of ${dead} workers that died`);
    if (dead === 0 && lookedOnce) return;
    lookedOnce = true;
    const lost = await giveUpAbandoned({ db });
    if (lost > 0) console.warn(`queue: gave ${lost} images and models up, whose worker died during the last try`);
  } catch (error) {
    console.warn(`queue: dead workers not looked for: ${String(error)}`);
  }
}
const watch = setInterval(() => void freeDead(), LOOK_FOR_DEAD_MS);

// Beside the jobs: what they add meanwhile is counted as well.
void rebuildIfStale(db).then(
  (recounted) => recounted !== null && console.log(`rollup: made anew from ${recounted} results`),
  (error: unknown) => console.warn(`rollup: not made anew, tried again at the next start: ${String(error)}`),
);

const demonstration = { db, store, now, enabled: settings().demo, models: resolve('models'), burst: BURST, most: MOST };
await resumeDemonstration(demonstration).catch((error: unknown) =>
  console.warn(`demonstration: not started: ${String(error)}`),
);

// Before the first image: after an upgrade of the runtime no version reads that does not answer as it did before.
const ask = async (...model: Parameters<typeof inspectApart>) => (await inspectApart(...model)).golden ?? null;
const asked = await checkGolden({ db, store, now, runtime: runtimeName(), ask }, settings().checkVersions);
if (asked.met + asked.kept > 0)
  console.log(`versions: ${asked.met} answer as before, of ${asked.kept} the answers kept`);
for (const name of asked.stopped) console.error(`versions: ${name} stopped, it left its golden answers`);

const editing = openEditing(pipeline, settings().editShare);

const runner = await run({
  events,
  pgPool: pool,
  logger,
  taskList: {
    ...tasksOf(pipeline),
    ...demonstrationTasks(demonstration),
    ...retentionTasks({ db, store, now, months: settings().retentionMonths }),
    ...trailTasks({ db, now, keyFile: settings().trailKey }),
    ...editing.tasks,
    ...reportTasks({ db, store, now }),
    ...reviewTasks({ db, now }),
    ...analysisTasks({ db, databaseUrl: databaseUrl(), now, store, works: editing.works }),
    ...alarmTasks({ db, now, webhooks: { networks: settings().webhookNetworks }, smtp: settings().smtp }),
  },
  crontab: `17 * * * * compact-rollup\n47 3 * * * sweep-files {"whole":true}\n${RETENTION_CRON}\n${TRAIL_CRON}\n${EDIT_CRON}\n${REPORT_CRON}\n${ALARM_CRON}`,
  concurrency,
  // Jobs are taken and completed several at a time: alone each costs two round trips. A registration, which goes first,
  // waits at most for those that were taken already.
  preset: { worker: { localQueue: { size: concurrency + 1, ttl: 30_000 }, completeJobBatchDelay: 10 } },
  noHandleSignals: true,
  pollInterval: 1_000,
});

async function stop(): Promise<void> {
  clearInterval(watch);
  await runner.stop().catch(() => undefined);
  await computer.close();
  await lease.stop();
  await pool.end();
  await db.$disconnect();
}
exitWithParent(stop);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop().finally(() => process.exit(0)));
// A queue that gives up (database gone for good) ends the process; the supervisor starts it anew.
await runner.promise.catch((error: unknown) => {
  console.error(`queue stopped: ${String(error)}`);
  process.exit(1);
});
