import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Prisma } from '@/server/db/generated/client';
import { AppError } from '@/server/problem/appError';
import { rebuildRollup } from '@/server/rollup/rebuild';
import { openProduct } from '@/server/testing/product';
import { keyedHash } from '../keyedHash';
import { receiveTruthLines } from '../receiveTruths';
import { readLines } from './readLines';
import { LONGEST_LINE, receivePredictions } from './receivePredictions';
import { splitBody } from './splitBody';

const product = await openProduct();
const { db, store } = product;
after(() => product.close());

const hash = keyedHash(new Uint8Array(32));
const context = { db, store, hash, now: () => new Date('2026-11-20T10:00:00Z') };

async function* chunksOf(text: string) {
  yield Buffer.from(text);
}

const linesOf = (lines: readonly unknown[]) =>
  readLines(chunksOf(lines.map((line) => JSON.stringify(line)).join('\n')), LONGEST_LINE);
const send = (...lines: unknown[]) => receivePredictions(linesOf(lines), context);

const line = (externalId: string, probability: number, rest: object = {}) => ({
  modelVersion: 'elsewhere@1',
  instance: { site: 'NIH', externalId, patientId: 'p1', patientSex: 'F', patientAge: 61, viewPosition: 'pa' },
  findings: { Edema: { probability }, Mass: { probability: 0.25 } },
  ...rest,
});

const countOf = async () => ({
  instances: await db.instance.count(),
  predictions: await db.prediction.count(),
  results: await db.findingResult.count(),
  truths: await db.truth.count(),
});

test('a first prediction makes the version, its findings and the instance, and keeps no identifier in clear', async () => {
  const answer = await send(line('a.png', 0.1, { truths: { Edema: 1 } }), line('b.png', 0));
  assert.deepEqual(answer, { accepted: 2, unchanged: 0, rejected: 0, errors: [], versions: ['elsewhere@1'] });
  assert.deepEqual(await countOf(), { instances: 2, predictions: 2, results: 4, truths: 1 });
  const version = await db.modelVersion.findFirstOrThrow({ include: { findings: { orderBy: { channel: 'asc' } } } });
  assert.equal(version.kind, 'external');
  assert.equal(version.sha256, null);
  assert.deepEqual(
    version.findings.map(({ name, baseline, anatomy, threshold }) => ({ name, baseline, anatomy, threshold })),
    [
      { name: 'Edema', baseline: 0.021, anatomy: ['lungs'], threshold: null },
      { name: 'Mass', baseline: 0.051, anatomy: ['lungs'], threshold: null },
    ],
  );
  const [instance] = await db.instance.findMany({ take: 1 });
  assert.equal(instance?.format, 'none');
  assert.equal(instance?.status, 'done');
  assert.equal(instance?.viewPosition, 'PA');
  assert.equal(instance?.patientKey, hash('patient:NIH:p1'));
  const results = await db.findingResult.findMany({ orderBy: { logit: 'asc' } });
  assert.equal(results[0]?.logit, -16);
  assert.ok(Math.abs((results.at(-1)?.logit ?? 0) - Math.log(0.25 / 0.75)) < 1e-12);
  assert.equal(results[0]?.undefinedReason, 'no_saliency');
  assert.equal((await rebuildRollup(db, { keep: false })).differences, 0);
});

test('the same line again changes nothing, and another probability or label rejects its line alone', async () => {
  const before = await countOf();
  const answer = await send(
    line('a.png', 0.1, { truths: { Edema: 1 } }),
    line('a.png', 0.2),
    line('b.png', 0, { truths: { Edema: 0 } }),
    line('a.png', 0.1, { truths: { Edema: 0 } }),
  );
  assert.deepEqual([answer.accepted, answer.unchanged, answer.rejected], [1, 1, 2]);
  assert.deepEqual(
    answer.errors.map(({ line: at, path }) => [at, path]),
    [
      [2, 'findings.Edema.probability'],
      [4, 'truths.Edema'],
    ],
  );
  assert.deepEqual(await countOf(), { ...before, truths: before.truths + 1 });
  assert.equal((await rebuildRollup(db, { keep: false })).differences, 0);
});

test('a poisoned line rejects itself and not its batch', async () => {
  const text = ['not json', JSON.stringify(line('c.png', 0.3)), '{"modelVersion":"x"}', JSON.stringify(line('d', 2))];
  const answer = await receivePredictions(readLines(chunksOf(text.join('\r\n')), LONGEST_LINE), context);
  assert.equal(answer.accepted, 1);
  assert.deepEqual(
    answer.errors.map(({ line: at, path }) => [at, path]),
    [
      [1, ''],
      [3, 'modelVersion'],
      [4, 'findings.Edema.probability'],
    ],
  );
});

test('half a surrogate pair, which no database stores, rejects its line alone', async () => {
  const text = JSON.stringify({ ...line('pair.png', 0.3), truths: { 'Edema\ud800': 1 } });
  const answer = await receivePredictions(
    readLines(chunksOf(`${text}\n${JSON.stringify(line('c.png', 0.3))}`), LONGEST_LINE),
    context,
  );
  assert.deepEqual([answer.accepted + answer.unchanged, answer.rejected, answer.errors[0]?.line], [1, 1, 1]);
});

test('JSON nested deeper than it can be written is refused', async () => {
  const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
  await assert.rejects(receivePredictions(splitBody(deep), context), /expected object/);
});

test('a month that was dropped behind this process is made anew, or its lines are refused', async () => {
  const of = (externalId: string, acquiredAt: string) => ({
    ...line(externalId, 0.4),
    instance: { site: 'NIH', externalId, acquiredAt },
  });
  await send(of('sealed1', '2026-03-02T00:00:00Z'), of('sealed2', '2026-02-02T00:00:00Z'));
  const drop = async (month: string) => {
    await db.prediction.deleteMany({
      where: { at: { gte: new Date(`2026-${month}-01`), lt: new Date(`2026-${month}-28`) } },
    });
    await db.$executeRaw`drop table ${Prisma.raw(`finding_result_2026${month}`)}`;
  };
  await drop('03');
  assert.equal((await send(of('sealed3', '2026-03-03T00:00:00Z'))).accepted, 1);
  await drop('02');
  await db.rollupState.updateMany({ data: { sealedBefore: new Date('2026-03-01') } });
  const answer = await send(of('sealed4', '2026-02-03T00:00:00Z'), of('sealed5', '2026-03-03T00:00:00Z'));
  assert.deepEqual([answer.accepted, answer.rejected, answer.errors[0]?.path], [1, 1, 'instance.acquiredAt']);
  await db.rollupState.updateMany({ data: { sealedBefore: null } });
  await rebuildRollup(db, { keep: true });
});

test('a request of which nothing is taken is a problem that names the line', async () => {
  await assert.rejects(
    send({ ...line('x', 0.5), instance: { id: '00000000-0000-4000-8000-000000000000' } }),
    (error) => error instanceof AppError && error.code === 'not-found' && error.errors[0]?.path === 'instance.id',
  );
  await assert.rejects(send({ ...line('x', 0.5), instance: { externalId: 'x' } }), /instance\.site/);
  assert.equal(await db.modelVersion.count(), 1);
});

test('findings that come in later lines join the prediction', async () => {
  const one = (finding: string) => ({ ...line('long.png', 0), findings: { [finding]: { probability: 0.5 } } });
  const answer = await send(one('Edema'), one('Hernia'), one('Mass'));
  assert.equal(answer.accepted, 3);
  const instance = await db.instance.findFirstOrThrow({ where: { sha256: hash('instance:NIH:long.png') } });
  const prediction = await db.prediction.findFirstOrThrow({
    where: { instanceId: instance.id },
    include: { results: true },
  });
  assert.equal(prediction.results.length, 3);
  assert.equal((await rebuildRollup(db, { keep: false })).differences, 0);
});

test('what is stated of a version counts from its first use and never changes', async () => {
  const stated = { name: 'stated', version: '2', findings: [{ name: 'Edema', baseline: 0.3, threshold: 0.2 }] };
  const own = { ...line('a.png', 0.4), modelVersion: 'stated@2' };
  assert.equal((await send({ manifest: { ...stated, trainedOn: ['MSH'] } }, own)).accepted, 1);
  const finding = await db.finding.findFirstOrThrow({ where: { baseline: 0.3 }, include: { version: true } });
  assert.equal(finding.threshold, 0.2);
  assert.match(JSON.stringify(finding.version.manifest), /"trainedOn": ?\["MSH"\]/);
  const other = { ...stated, findings: [{ name: 'Edema', baseline: 0.4 }] };
  await assert.rejects(
    send({ manifest: other }, { ...own, instance: { site: 'NIH', externalId: 'n' } }),
    /never changes/,
  );
});

const maps = (additive: boolean, scale: number) => ({
  Edema: {
    probability: 0.6,
    saliency: { height: 2, width: 2, values: [scale, 0, 0, -scale], method: 'gradient', additive },
  },
});

test('an additive map has contributions and a ledger, any other only shares that do not depend on its unit', async () => {
  const outcomes = await Promise.all(
    [
      ['m1', true, 1],
      ['m2', false, 1],
      ['m3', false, 1e-6],
    ].map(async ([id, additive, scale]) => {
      const name = String(id);
      await send({ ...line(name, 0), findings: maps(additive === true, Number(scale)) });
      const { id: instanceId } = await db.instance.findFirstOrThrow({
        where: { sha256: hash(`instance:NIH:${name}`) },
      });
      return db.findingResult.findFirstOrThrow({ where: { prediction: { instanceId } } });
    }),
  );
  assert.deepEqual(
    outcomes.map((row) => row.undefinedReason),
    ['mask_missing', 'mask_missing', 'mask_missing'],
  );
  assert.ok(Math.abs((outcomes[0]?.bias ?? 0) - Math.log(0.6 / 0.4)) < 1e-6);
  assert.equal(outcomes[1]?.bias, null);
  assert.equal(outcomes[1]?.ledger, null);
});

test('labels of a stream find their instance by the sender’s name for it, and correct the rollup', async () => {
  const answer = await receiveTruthLines(
    { db, hash, now: context.now },
    linesOf([
      { externalId: 'a.png', site: 'NIH', finding: 'Edema', value: 0 },
      { externalId: 'gone.png', site: 'NIH', finding: 'Edema', value: 0 },
      { externalId: 'a.png', site: 'NIH', finding: 'Mass', value: 2 },
    ]),
  );
  assert.deepEqual([answer.accepted, answer.rejected], [1, 2]);
  assert.equal((await rebuildRollup(db, { keep: false })).differences, 0);
});
