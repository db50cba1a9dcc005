import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { jobDetailResponse } from '@/server/api/jobResponses';
import { listJobs } from '@/server/queries/jobs';
import { changeJobs } from '@/server/queries/jobsChange';
import { getJob } from '@/server/queries/jobsDetail';
import { testDatabase } from '@/server/testing/database';
import { askAnalysis } from './ask';
import { openMadeHospital } from './cases.fixture';
import { getAnalysis } from './changeAnalysis';

const hospital = await openMadeHospital(await testDatabase(), 30);
const { db, work } = hospital;
after(() => hospital.close());

const question = { model: 'made@1', finding: 'Edema' };

test('the jobs page tells what an analysis asks, and discarding its job stops it', async () => {
  const { id } = await askAnalysis('added-auc', question);
  const { rows } = await listJobs({ kind: 'analyse' }, { limit: 50, sort: 'newest' });
  const object = { type: 'analysis', id, question: 'added-auc', ...question };
  assert.deepEqual(
    rows.map(({ id: entry, state, object: about }) => [entry, state, about]),
    [[`analyse:${id}`, 'waiting', object]],
  );
  const detail = await getJob(`analyse:${id}`);
  assert.deepEqual(jobDetailResponse.parse(detail), detail);
  assert.deepEqual(detail?.payload, { analysisId: id });
  await changeJobs('discard', { ids: [`analyse:${id}`] }, db);
  assert.equal((await getAnalysis(id))?.status, 'cancelled');
});

test('a dead one that is tried again is answered', async () => {
  const { id } = await askAnalysis('added-auc', { ...question, finding: 'Mass' });
  await db.$executeRaw`update graphile_worker._private_jobs set attempts = max_attempts where key = ${`analyse:${id}`}`;
  await db.analysis.update({ where: { id }, data: { status: 'failed', finishedAt: new Date() } });
  await changeJobs('retry', { ids: [`analyse:${id}`] }, db);
  await work();
  const state = await getAnalysis(id);
  assert.equal(state?.status, 'done');
  assert.equal(state.result !== null && 'none' in state.result && state.result.none, 'few_cases');
});
