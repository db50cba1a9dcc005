import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { after, test } from 'node:test';
import { run, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import { testDatabase } from '@/server/testing/database';
import { openWorkerLease } from './workerLease';

const url = await testDatabase();
const client = new pg.Client({ connectionString: url });
await client.connect();
after(() => client.end());

const ignore = (): void => undefined;
async function lockedJob(workerId: string, age = '1 minute'): Promise<void> {
  const added = await client.query("select id from graphile_worker.add_job('audit-instance', '{}'::json)");
  const { rowCount } = await client.query(
    'update graphile_worker._private_jobs set locked_by = $1, locked_at = now() - $2::interval where id = $3',
    [workerId, age, added.rows[0]?.id],
  );
  assert.equal(rowCount, 1);
}
const lockers = async () =>
  (
    await client.query<{ id: string }>(
      'select locked_by as id from graphile_worker._private_jobs where locked_by is not null order by 1',
    )
  ).rows.map((row) => row.id);

test('jobs of a worker that died are handed out again, those of living ones are not', async () => {
  const living = await openWorkerLease(url, 'test', ignore);
  const dying = await openWorkerLease(url, 'test', ignore);
  await living.hold('worker-living');
  await dying.hold('worker-dying');
  await lockedJob('worker-living');
  await lockedJob('worker-dying');
  assert.equal(await living.freeDead(), 0);
  await dying.stop();
  // Postgres lets go of the lock when the session has ended on its side, a moment later.
  let freed = 0;
  for (let i = 0; i < 100 && freed === 0; i++) freed = await living.freeDead();
  assert.equal(freed, 1);
  assert.deepEqual(await lockers(), ['worker-living']);
  await living.stop();
});

test('a job that was just taken is left alone, since its worker may not hold its lease yet', async () => {
  await client.query('delete from graphile_worker._private_jobs');
  await lockedJob('worker-new', '0 seconds');
  const lease = await openWorkerLease(url, 'test', ignore);
  assert.equal(await lease.freeDead(), 0);
  await lease.stop();
});

test('a long job of a living worker is known by the name that the queue locks it in', async () => {
  await client.query('delete from graphile_worker._private_jobs');
  const lease = await openWorkerLease(url, 'test', ignore);
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => void lease.hold(workerPool.id));
  let running = 0;
  let finish = ignore;
  const long = () =>
    new Promise<void>((resolve) => {
      running++;
      finish = resolve;
    });
  const runner = await run({
    connectionString: url,
    events,
    taskList: { 'audit-instance': long },
    noHandleSignals: true,
    pollInterval: 50,
  });
  await client.query("select graphile_worker.add_job('audit-instance', '{}'::json)");
  for (let i = 0; i < 200 && running === 0; i++) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal((await lockers()).length, 1);
  await client.query("update graphile_worker._private_jobs set locked_at = now() - interval '1 minute'");
  assert.equal(await lease.freeDead(), 0);
  finish();
  await runner.stop();
  await lease.stop();
  assert.equal(running, 1);
});
