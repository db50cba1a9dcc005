import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { recordTruths } from '@/server/ingest/recordTruths';
import { type FinishedImage, persistImages } from '@/server/pipeline/persistImages';
import { outcomesOf, type RegisteredFinding } from '@/server/pipeline/result';
import { openProduct } from '@/server/testing/product';
import { applyCells, mergeDeltas } from './applyCells';
import { ageBand, cellsOf } from './cell';
import { histogramTexts } from './cellSum';
import { compactRollup } from './compact';
import { rebuildRollup } from './rebuild';
import { removeEmptyCells } from './removeEmptyCells';

const product = await openProduct();
const { db } = product;
after(() => product.close());

const versionId = randomUUID();
let findings: RegisteredFinding[] = [];

before(async () => {
  await db.model.create({
    data: {
      id: randomUUID(),
      name: 'made-up',
      versions: {
        create: {
          id: versionId,
          version: '1',
          kind: 'classifier',
          sha256: '0'.repeat(64),
          manifest: {},
          saliency: {},
          assumed: [],
          findings: {
            create: ['Edema', 'Mass'].map((name, channel) => ({
              name,
              channel,
              baseline: 0.1,
              threshold: 0.3,
              anatomy: ['lungs'],
            })),
          },
        },
      },
    },
  });
  const rows = await db.finding.findMany({ where: { versionId }, orderBy: { channel: 'asc' } });
  findings = rows.map((row) => ({ ...row, anatomy: ['lungs'] as const }));
});

/** A prediction on a new instance; `at` is when it was acquired. */
async function predict(seed: number, at: Date, site = `site-${seed % 3}`): Promise<string> {
  const [studyId, seriesId, id] = [randomUUID(), randomUUID(), randomUUID()];
  await db.study.create({
    data: { id: studyId, site, studyKey: id, series: { create: { id: seriesId, seriesKey: id } } },
  });
  const acquisition = {
    site,
    viewPosition: ['AP', 'PA', null][seed % 3] ?? null,
    patientAge: (seed * 7) % 100,
    portable: seed % 2 === 0,
  };
  await db.instance.create({
    data: {
      id,
      seriesId,
      sha256: id.replaceAll('-', '').padEnd(64, '0'),
      fileSha256: '0'.repeat(64),
      byteLength: 1,
      format: 'png',
      height: 8,
      width: 8,
      bitDepth: 8,
      status: 'done',
      receivedAt: at,
      acquiredAt: at,
      ...acquisition,
    },
  });
  const p = ((seed * 37) % 101) / 101;
  const classified = {
    probabilities: Float32Array.of(p, 1 - p),
    logits: Float32Array.of(Math.log(p / (1 - p) || 1e-7), 0),
    embedding: null,
    cams: null,
    bias: null,
    layer: null,
    inputHash: '',
    milliseconds: 0,
  };
  const outcomes = outcomesOf(findings, classified, { height: 8, width: 8, masks: {}, sources: {} }).map(
    (outcome, i) =>
      (seed + i) % 4 === 0
        ? outcome
        : {
            ...outcome,
            outsideShare: p / 2,
            areaOutside: 0.5,
            undefinedReason: null,
            flags: p > 0.5 ? ['outside-anatomy'] : [],
          },
  );
  const reading = { versionId, maskSource: 'none', findings, classified, outcomes, timing: {} };
  await persistImages(db, product.store, [finished(id, reading)], at);
  return id;
}

const finished = (instanceId: string, reading: FinishedImage['readings'][number]): FinishedImage => ({
  instanceId,
  readings: [reading],
  masks: [],
  complete: true,
});

test('the rollup equals a rebuild to the bit, under concurrent writers, late and changed truths', async () => {
  const ids = await Promise.all(
    Array.from({ length: 30 }, (_, i) => predict(i, new Date(Date.UTC(2026, 10, 1 + (i % 20), i % 24)))),
  );
  const truth = (index: number, value: 0 | 1) => ({
    instanceId: ids[index] ?? '',
    finding: 'Edema',
    value,
    source: 'report' as const,
  });
  await Promise.all([
    recordTruths(db, [truth(0, 1), truth(1, 0), truth(2, 1)], new Date()),
    recordTruths(db, [truth(2, 1), truth(1, 1), truth(3, 0)], new Date()),
    predict(40, new Date(Date.UTC(2026, 10, 3))),
  ]);
  assert.deepEqual(await recordTruths(db, [truth(3, 0)], new Date()), { recorded: 0, unchanged: 1 });
  assert.deepEqual(await rebuildRollup(db, { keep: false }), { results: 62, differences: 0 });
});

test('a second run of the same version on the same instance changes nothing', async () => {
  const cells = () =>
    db.rollupCell.findMany({
      orderBy: [{ findingId: 'asc' }, { by: 'asc' }, { stratum: 'asc' }, { site: 'asc' }, { start: 'asc' }],
    });
  const id = await predict(50, new Date(Date.UTC(2026, 10, 5)));
  const before = await cells();
  const instance = await db.prediction.findFirstOrThrow({ where: { instanceId: id } });
  const classified = {
    probabilities: Float32Array.of(0.9, 0.9),
    logits: Float32Array.of(2, 2),
    embedding: null,
    cams: null,
    bias: null,
    layer: null,
    inputHash: '',
    milliseconds: 0,
  };
  const outcomes = outcomesOf(findings, classified, { height: 8, width: 8, masks: {}, sources: {} });
  const again = {
    versionId,
    maskSource: 'none',
    findings,
    classified,
    outcomes,
    timing: {},
  };
  assert.equal(await persistImages(db, product.store, [finished(instance.instanceId, again)], new Date()), 0);
  assert.deepEqual(await cells(), before);
});

test('compaction keeps every sum and leaves fine cells only for the present', async () => {
  await compactRollup(db, new Date(Date.UTC(2026, 10, 22)));
  assert.equal((await rebuildRollup(db, { keep: false })).differences, 0);
  const grains = await db.rollupCell.groupBy({ by: ['grain'], _count: true, orderBy: { grain: 'asc' } });
  assert.deepEqual(
    grains.map(({ grain }) => grain),
    ['all', 'day', 'hour'],
  );
  const oldest = await db.rollupCell.findFirstOrThrow({ where: { grain: 'hour' }, orderBy: { start: 'asc' } });
  assert.ok(oldest.start >= new Date(Date.UTC(2026, 10, 20)));
});

test('a tampered cell is found by the rebuild', async () => {
  await db.$executeRaw`update rollup_cell set sum_probability = sum_probability + 1 where ctid = (select min(ctid) from rollup_cell)`;
  assert.equal((await rebuildRollup(db, { keep: true })).differences, 1);
  assert.equal((await rebuildRollup(db, { keep: false })).differences, 0);
});

/** Takes the results of an instance out, as an import that is undone does. */
function takeOut(id: string): Promise<void> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select id from instance where id = ${id}::uuid for update`;
    const results = await tx.findingResult.findMany({
      where: { prediction: { instanceId: id } },
      include: { finding: true, prediction: { include: { instance: { include: { truths: true } } } } },
    });
    await tx.prediction.deleteMany({ where: { instanceId: id } });
    const deltas = results.flatMap(({ finding, prediction: { instance }, ...result }) => {
      const truth = instance.truths.find((one) => one.finding === finding.name);
      return cellsOf({ ...result, truth: truth === undefined ? null : truth.value === 1 ? 1 : 0 }, instance, -1);
    });
    await applyCells(tx, deltas);
  });
}

test('a rebuild agrees while others write, label, compact and take out, and one that mends changes nothing', async () => {
  const old = await Promise.all(
    Array.from({ length: 8 }, (_, i) => predict(60 + i, new Date(Date.UTC(2026, 5 + (i % 6), 2 + i, i)))),
  );
  const busy = (async () => {
    for (const [i, id] of old.entries()) {
      const line = { instanceId: id, finding: 'Mass', value: i % 2 === 0 ? 1 : 0, source: 'report' } as const;
      await Promise.all([
        predict(80 + i, new Date(Date.UTC(2026, 5 + (i % 6), 3))),
        recordTruths(db, [line], new Date()),
        i % 3 === 0 ? takeOut(id) : compactRollup(db, new Date(Date.UTC(2026, 10, 22))),
      ]);
    }
  })();
  for (const keep of [false, true, false, true]) {
    assert.equal((await rebuildRollup(db, { keep, now: new Date(Date.UTC(2026, 10, 22)) })).differences, 0);
  }
  await busy;
  assert.equal((await rebuildRollup(db, { keep: false })).differences, 0);
});

test('cells that are lost are made anew where compaction would have them, and results may be placed there at once', async () => {
  const now = new Date(Date.UTC(2026, 10, 22));
  await rebuildRollup(db, { keep: true, now });
  const cells = () => db.rollupCell.findMany({ orderBy: KEY });
  const before = await cells();
  await db.rollupCell.deleteMany({ where: { by: 'viewPosition' } });
  assert.ok((await rebuildRollup(db, { keep: true, now })).differences > 0);
  assert.deepEqual(await cells(), before);
  const acquisition = { ...NOWHERE, acquiredAt: new Date(Date.UTC(2026, 1, 3)), receivedAt: now };
  const result = { findingId: findings[0]?.id ?? 0, probability: 0.2, logit: -1.4, flags: [], truth: null } as const;
  const add = (count: 1 | -1) =>
    cellsOf(
      { ...result, ...{ outsideShare: null, areaOutside: null, undefinedReason: 'no_saliency' } },
      acquisition,
      count,
    );
  await db.$transaction((tx) => applyCells(tx, add(1), now));
  assert.equal(await db.rollupCell.count({ where: { site: 'Z', grain: 'month' } }), 8);
  await db.$transaction((tx) => applyCells(tx, add(-1), now));
  await removeEmptyCells(db);
  assert.deepEqual(await cells(), before);
});

const KEY = (['findingId', 'by', 'stratum', 'site', 'grain', 'start'] as const).map((field) => ({
  [field]: 'asc' as const,
}));
const NOWHERE = {
  ...{ site: 'Z', department: null, scanner: null, viewPosition: null, portable: null },
  ...{ patientSex: null, patientAge: null, reportedBy: null },
};

test('ages are counted in decades, and 80 and over together', () => {
  assert.deepEqual([0, 9, 10, 79, 80, 119, null].map(ageBand), [
    '0–9',
    '0–9',
    '10–19',
    '70–79',
    '80+',
    '80+',
    'unknown',
  ]);
});

test('merging deltas in any order and grouping gives the same sums', () => {
  const at = new Date(Date.UTC(2026, 0, 1));
  const acquisition = {
    site: 'A',
    department: null,
    scanner: null,
    viewPosition: 'AP',
    portable: null,
    patientSex: 'F',
    patientAge: 50,
    reportedBy: null,
    acquiredAt: at,
    receivedAt: at,
  };
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const truth = fc.constantFrom(0 as const, 1 as const, null);
  const result = { findingId: 1, areaOutside: 0.5, undefinedReason: null, flags: [] };
  fc.assert(
    fc.property(fc.array(fc.tuple(share, share, truth), { minLength: 1, maxLength: 20 }), (shares) => {
      const deltas = shares.flatMap(([probability, outsideShare, truth]) =>
        cellsOf({ ...result, probability, logit: 40 * outsideShare - 20, outsideShare, truth }, acquisition),
      );
      const forward = mergeDeltas(deltas);
      const backward = mergeDeltas(deltas.slice().reverse());
      for (const cell of forward) {
        const twin = backward.find((other) => other.by === cell.by);
        assert.deepEqual(twin?.measures, cell.measures);
        assert.deepEqual(twin && histogramTexts(twin.scores), histogramTexts(cell.scores));
      }
    }),
    { numRuns: 50 },
  );
});
