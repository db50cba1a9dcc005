import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, beforeEach, test } from 'node:test';
import { Logger, run } from 'graphile-worker';
import pg from 'pg';
import { addJob } from '@/server/queue/addJob';
import { JOBS, PRIORITY } from '@/server/queue/job';
import { instanceOfKey } from '@/server/queue/jobState';
import { testDatabase } from '@/server/testing/database';
import { openJobStore } from './jobs.fixture';
import { changeJobs, type JobAction } from './jobsChange';

const url = await testDatabase();
const { db, sql, instance, put, close } = await openJobStore(url);
after(close);
beforeEach(async () => {
  await sql.query(
    'truncate instance, registration, outbox, loose_file, graphile_worker._private_jobs restart identity cascade',
  );
  await sql.query('update outbox_counter set last = 0');
});

const outcomes = async (action: JobAction, ids: string[]) =>
  (await changeJobs(action, { ids }, db)).results.map(({ outcome }) => outcome).join(' ');
async function stateOf(id: string): Promise<string> {
  const row = await db.instance.findUniqueOrThrow({ where: { id: instanceOfKey(id) ?? '' } });
  const { rows } = await sql.query('select attempts, locked_by from graphile_worker._private_jobs where key = $1', [
    id,
  ]);
  return [row.status, row.statusReason, ...rows.map((job) => `job(${job.attempts}${job.locked_by ? ' running' : ''})`)]
    .filter(Boolean)
    .join(' ');
}
const events = async (): Promise<string[]> =>
  (await sql.query('select type from outbox order by seq')).rows.map(({ type }) => type);

test('a dead job is tried anew with all its attempts, and its instance waits again', async () => {
  const id = await instance('failed', 'unavailable', 'dead');
  assert.equal(await outcomes('retry', [id]), 'retried');
  assert.equal(await stateOf(id), 'pending job(0)');
  assert.deepEqual(await events(), ['job:changed']);
});

test('an instance that failed for good gets a new job, and one that others have read keeps its state', async () => {
  const failed = await instance('failed', 'unreadable-image', null);
  const partly = await instance('done', 'nih14@2 internal', null);
  const lost = await instance('pending', null, null);
  assert.equal((await changeJobs('retry', { state: 'dead' }, db)).changed, 3);
  assert.equal(await stateOf(failed), 'pending job(0)');
  assert.equal(await stateOf(partly), 'done nih14@2 internal job(0)');
  assert.equal(await stateOf(lost), 'pending job(0)');
});

test('a delayed job is tried now with the attempts that it has left', async () => {
  const id = await instance('pending', null, 'retrying');
  assert.equal(await outcomes('retry', [id]), 'retried');
  assert.equal(await outcomes('retry', [id]), 'waiting');
  assert.equal(await stateOf(id), 'pending job(3)');
});

test('what runs, is done or never was is left alone', async () => {
  const running = await instance('pending', null, 'running');
  const done = await instance('done', null, null);
  const never = `audit-instance:${randomUUID()}`;
  const asked = [running, done, never, 'job:99', 'nonsense'];
  for (const action of ['retry', 'discard'] as const) {
    const { results, changed } = await changeJobs(action, { ids: asked }, db);
    const by = new Map(results.map((result) => [result.id, result.outcome]));
    assert.deepEqual(
      asked.map((id) => by.get(id)),
      ['running', 'gone', 'gone', 'gone', 'gone'],
    );
    assert.equal(changed, 0);
  }
  assert.equal(await stateOf(running), 'pending job(1 running)');
  assert.deepEqual(await events(), []);
});

test('a discarded job goes and leaves its instance failed as discarded; a retry brings it back', async () => {
  const ids = [
    await instance('pending', null, 'waiting'),
    await instance('pending', null, 'dead'),
    await instance('failed', 'internal', null),
  ];
  assert.equal(await outcomes('discard', ids), 'discarded discarded discarded');
  for (const id of ids) assert.equal(await stateOf(id), 'failed discarded');
  assert.equal((await changeJobs('discard', { state: 'dead' }, db)).results.length, 0);
  assert.ok((await db.trailRecord.count({ where: { kind: 'job:discarded' } })) > 0);
  assert.equal((await changeJobs('retry', { state: 'discarded' }, db)).changed, 3);
  for (const id of ids) assert.equal(await stateOf(id), 'pending job(0)');
});

test('a model whose check is discarded is refused with a reason, and its file is looked at', async () => {
  const id = randomUUID();
  await db.$transaction(async (tx) => {
    await tx.registration.create({ data: { id, sha256: 'f00', manifest: {}, status: 'pending' } });
    await addJob(
      tx,
      'register-model',
      { registrationId: id },
      { key: `register-model:${id}`, priority: PRIORITY.registration },
    );
  });
  assert.equal(await outcomes('discard', [`register-model:${id}`]), 'discarded');
  const row = await db.registration.findUniqueOrThrow({ where: { id } });
  assert.equal(row.status, 'refused');
  assert.match(JSON.stringify(row.problem), /send the model again/);
  assert.equal(await db.looseFile.count(), 1);
});

test('a model whose check was given up is checked anew on retry, and refused on discard', async () => {
  const id = randomUUID();
  const key = `register-model:${id}`;
  const problem = { type: '/problems/unavailable' };
  await db.$transaction(async (tx) => {
    await tx.registration.create({ data: { id, sha256: 'f00', manifest: {}, status: 'failed', problem } });
    await addJob(tx, 'register-model', { registrationId: id }, { key, priority: PRIORITY.registration });
  });
  await put(key, 'dead');
  assert.equal(await outcomes('retry', [key]), 'retried');
  const retried = await db.registration.findUniqueOrThrow({ where: { id } });
  assert.deepEqual([retried.status, retried.problem], ['pending', null]);
  await db.registration.update({ where: { id }, data: { status: 'failed', problem } });
  await put(key, 'dead');
  assert.equal(await outcomes('discard', [key]), 'discarded');
  assert.equal((await db.registration.findUniqueOrThrow({ where: { id } })).status, 'refused');
});

test('the same retry many times at once makes one job', async () => {
  const id = await instance('failed', 'unreadable-image', null);
  const told = await Promise.all(Array.from({ length: 8 }, () => outcomes('retry', [id])));
  assert.deepEqual(told.toSorted(), ['retried', ...Array.from({ length: 7 }, () => 'waiting')]);
  assert.equal(await stateOf(id), 'pending job(0)');
});

test('retry and discard at once end in one of the two, never in a job that nobody knows of', async () => {
  for (let i = 0; i < 10; i++) {
    const id = await instance('failed', 'internal', i % 2 === 0 ? 'dead' : null);
    await Promise.all([outcomes('retry', [id]), outcomes('discard', [id])]);
    assert.match(await stateOf(id), /^(pending job\(0\)|failed discarded)$/);
  }
});

test('batches that overlap in other orders, with new versions asking for all, wait for each other', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 40; i++) ids.push(await instance('failed', 'internal', 'dead'));
  const backfill = () =>
    sql.query(
      "select graphile_worker.add_job('audit-instance', json_build_object('instanceId', id), max_attempts => 8, job_key => 'audit-instance:' || id) from instance order by id desc",
    );
  const changes = Array.from({ length: 6 }, (_, i) =>
    changeJobs(i % 2 === 0 ? 'retry' : 'discard', { ids: i % 3 === 0 ? ids.toReversed() : ids }, db),
  );
  const settled = await Promise.allSettled([...changes, backfill()]);
  for (const one of settled) if (one.status === 'rejected') assert.match(String(one.reason), /deadlock/);
  for (const id of ids) assert.match(await stateOf(id), /^(pending job\(0\)|failed discarded( job\(0\))?)$/);
});

test('a process that dies in the middle leaves everything as it was', async () => {
  const id = await instance('failed', 'internal', 'dead');
  const blocker = new pg.Client({ connectionString: url });
  await blocker.connect();
  await blocker.query('begin');
  await blocker.query('update outbox_counter set last = last');
  const cut = assert.rejects(outcomes('discard', [id]));
  let killed = 0;
  while (killed === 0) {
    const { rowCount } = await sql.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'sightline' and wait_event_type = 'Lock'",
    );
    killed = rowCount ?? 0;
  }
  await cut;
  await blocker.query('rollback');
  await blocker.end();
  assert.equal(await stateOf(id), 'failed internal job(8)');
  assert.deepEqual(await events(), []);
  assert.equal(await outcomes('discard', [id]), 'discarded');
});

test('with a worker at work, each retried instance is run once, and none that was discarded', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 30; i++) ids.push(await instance('failed', 'internal', i % 2 === 0 ? 'dead' : null));
  const runs = new Map<string, number>();
  const runner = await run({
    connectionString: url,
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
    pollInterval: 20,
    concurrency: 3,
    taskList: {
      'audit-instance': async (payload) => {
        const key = `audit-instance:${JOBS['audit-instance'].parse(payload).instanceId}`;
        runs.set(key, (runs.get(key) ?? 0) + 1);
        await db.instance.update({
          where: { id: instanceOfKey(key) ?? '' },
          data: { status: 'done', statusReason: null },
        });
      },
    },
  });
  const [retried, discarded] = await Promise.all([
    changeJobs('retry', { ids: [...ids, ...ids] }, db),
    changeJobs('discard', { ids: ids.slice(0, 10) }, db),
    changeJobs('retry', { ids: ids.toReversed() }, db),
  ]);
  for (let i = 0; i < 200 && (await sql.query('select 1 from graphile_worker._private_jobs')).rowCount; i++)
    await new Promise((resolve) => setTimeout(resolve, 20));
  await runner.stop();
  assert.equal(retried.results.length, 30);
  const given = new Set(discarded.results.filter(({ outcome }) => outcome === 'discarded').map(({ id }) => id));
  for (const id of ids) {
    const state = await stateOf(id);
    if (state === 'done') assert.equal(runs.get(id), 1);
    else assert.ok(state === 'failed discarded' && given.has(id), `${id}: ${state}`);
  }
});

test('all of a filter is changed in portions', async () => {
  await sql.query("select graphile_worker.add_job('compact-rollup', '{}'::json)");
  await sql.query(`
    insert into graphile_worker._private_jobs (task_id, attempts, max_attempts)
    select t.id, 8, 8 from graphile_worker._private_tasks t, generate_series(1, 600)
    where t.identifier = 'compact-rollup'`);
  const first = await changeJobs('retry', { state: 'dead', kind: 'compact-rollup' }, db);
  assert.deepEqual([first.changed, first.more], [500, true]);
  const second = await changeJobs('retry', { state: 'dead', kind: 'compact-rollup' }, db);
  assert.deepEqual([second.changed, second.more], [100, false]);
});
