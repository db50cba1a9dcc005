import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { testDatabase } from '@/server/testing/database';
import { type JobEntry, jobPaging, listJobs } from './jobs';
import { openJobStore } from './jobs.fixture';
import { countDeadJobs } from './jobsDead';
import { getJob } from './jobsDetail';

const { sql, instance, put, close } = await openJobStore(await testDatabase());
after(close);
beforeEach(() =>
  sql.query('truncate instance, registration, outbox, graphile_worker._private_jobs restart identity cascade'),
);

const page = (given: object = {}) => jobPaging.parse(given);
const idsOf = (rows: JobEntry[]): string[] => rows.map(({ id }) => id);

test('what is in the queue and what failed for good is listed once each, with its state and reason', async () => {
  const waiting = await instance('pending', null, 'waiting');
  const retrying = await instance('pending', null, 'retrying');
  await sql.query(
    "update graphile_worker._private_jobs set last_error = 'nih14@1: AppError: segmenter lung_unet@1 is not registered' where key = $1",
    [retrying],
  );
  const running = await instance('pending', null, 'running');
  const died = await instance('pending', null, 'dead');
  const refused = await instance('failed', 'unreadable-image', null);
  const partly = await instance('done', 'nih14@2 internal', null);
  const both = await instance('failed', 'unavailable', 'dead');
  await sql.query(
    "update graphile_worker._private_jobs set last_error = 'the file 12ab… is missing in the store' where key = $1",
    [both],
  );
  const lost = await instance('pending', null, null);
  const discarded = await instance('failed', 'discarded', null);
  await instance('done', null, null);
  await instance('not-scored', 'lateral', null);

  const { rows, counts } = await listJobs({}, page());
  const told = Object.fromEntries(
    rows.map(({ id, state, reasons }) => [
      id,
      [state, ...reasons.map(({ code, version }) => (version ? `${version} ${code}` : code))],
    ]),
  );
  assert.deepEqual(told, {
    [waiting]: ['waiting'],
    [retrying]: ['retrying', 'nih14@1 segmenter-missing'],
    [running]: ['running'],
    [died]: ['dead', 'worker-died'],
    [refused]: ['dead', 'unreadable-image'],
    [partly]: ['dead', 'nih14@2 internal'],
    [both]: ['dead', 'file-missing'],
    [lost]: ['dead', 'no-job'],
  });
  assert.deepEqual(counts, { dead: 5, retrying: 1, running: 1, waiting: 1, discarded: 1 });
  assert.deepEqual(idsOf((await listJobs({ state: 'discarded' }, page())).rows), [discarded]);
  assert.equal(await countDeadJobs(), 5);
});

test('a job that was replaced by a newer one of its instance is not listed when it dies', async () => {
  const id = await instance('done', null, 'running');
  await sql.query(
    "select graphile_worker.add_job('audit-instance', payload, job_key => key) from graphile_worker._private_jobs",
  );
  await sql.query(
    "update graphile_worker._private_jobs set locked_at = null, locked_by = null, last_error = 'x' where key is null",
  );
  assert.deepEqual(idsOf((await listJobs({}, page())).rows), [id]);
});

test('a job with a payload that means nothing is listed, and tells only ids of it', async () => {
  await sql.query(
    `select graphile_worker.add_job('audit-instance', '{"instanceId": "DOE^JANE", "trace": "0b5d0f0e-7a5e-4a55-8a4b-3f1c6c1f8d11"}'::json)`,
  );
  const [row] = (await listJobs({}, page())).rows;
  assert.match(row?.id ?? '', /^job:\d+$/);
  await put(row?.id ?? '', 'dead');
  await sql.query(
    "update graphile_worker._private_jobs set last_error = E'invalid_format: Invalid UUID\\n    at parse (/a/b.js:1:2)\\u0007'",
  );
  const detail = await getJob(row?.id ?? '');
  assert.deepEqual(detail?.payload, { trace: '0b5d0f0e-7a5e-4a55-8a4b-3f1c6c1f8d11' });
  assert.deepEqual(detail?.reasons, [{ code: 'bad-payload', version: null }]);
  assert.equal(detail?.message, 'invalid_format: Invalid UUID');
  assert.equal(detail?.object, null);
});

test('pages of every order hold each entry once, and filters keep what they should', async () => {
  const ids: string[] = [];
  for (const state of ['waiting', 'retrying', 'dead', 'dead', 'running', 'waiting'] as const)
    ids.push(await instance('pending', null, state));
  ids.push(await instance('failed', 'too-slow', null));
  await sql.query("select graphile_worker.add_job('compact-rollup', '{}'::json)");
  for (const sort of ['newest', 'oldest', 'attempts', 'next'] as const) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { rows, nextCursor } = await listJobs({ kind: 'audit-instance' }, page({ limit: 2, sort, cursor }));
      seen.push(...idsOf(rows));
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    assert.deepEqual(seen.toSorted(), ids.toSorted(), sort);
    if (sort === 'oldest') assert.deepEqual(seen, ids);
  }
  assert.equal((await listJobs({ state: 'dead' }, page())).rows.length, 3);
  const [compact] = (await listJobs({ kind: 'compact-rollup' }, page())).rows;
  assert.equal(compact?.object, null);
  await assert.rejects(listJobs({}, page({ cursor: 'bm8' })), /cursor/);
});

test('the detail says what happened, in order', async () => {
  const id = await instance('pending', null, 'retrying');
  const detail = await getJob(id);
  assert.deepEqual(
    detail?.timeline.map(({ what }) => what),
    ['received', 'queued', 'next'],
  );
  assert.deepEqual(Object.keys(detail?.payload ?? {}), ['instanceId']);
  assert.deepEqual([detail?.attempts, detail?.maxAttempts, detail?.object?.type], [3, 8, 'instance']);
  assert.equal(await getJob('audit-instance:nothing'), null);
});
