import assert from 'node:assert/strict';
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createGunzip } from 'node:zlib';
import { keyedHash } from '@/server/ingest/keyedHash';
import { readLines } from '@/server/ingest/predictions/readLines';
import { recordTruths } from '@/server/ingest/recordTruths';
import { rebuildRollup } from '@/server/rollup/rebuild';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { openProduct } from '@/server/testing/product';
import { type ImportContext, importFile } from './importFile';
import { type Mapping, mapping } from './mapping';
import { undoImport } from './undoImport';

const product = await openProduct();
const { db, store } = product;
const folder = mkdtempSync(join(tmpdir(), 'sightline-import-'));
after(async () => {
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

const now = () => new Date('2026-11-20T10:00:00Z');
const context: ImportContext = { db, store, hash: keyedHash(new Uint8Array(32)), now };

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const wide: Mapping = mapping.parse({
  model: 'wide@1',
  site: 'NIH',
  columns: { externalId: 'image', patientId: 'patient', patientSex: 'sex', patientAge: 'age', viewPosition: 'view' },
  probability: 'prob_{finding}',
  truth: 'label_{finding}',
  truthSource: 'report',
});

const HEAD = 'image,patient,sex,age,view,prob_Edema,label_Edema,prob_Mass,label_Mass\n';

/** Everything that an import may touch, in a form that can be compared. */
async function stateOf() {
  return {
    instances: await db.instance.count(),
    studies: await db.study.count(),
    series: await db.series.count(),
    predictions: await db.prediction.count(),
    results: await db.findingResult.count(),
    truths: await db.truth.findMany({
      orderBy: [{ instanceId: 'asc' }, { finding: 'asc' }],
      omit: { receivedAt: true },
    }),
    versions: await db.modelVersion.count(),
    models: await db.model.count(),
    cells: await db.$queryRaw`select * from rollup_cell order by finding_id, by, stratum, site, grain, start`,
  };
}

test('rows become predictions with labels; what cannot be taken is told by line, field and reason, never by value', async () => {
  const path = file(
    'wide.csv',
    `${HEAD}a,1,F,61,AP,0.1,1,0.2,0\nb,2,X,61,AP,0.1,1,0.2,0\nc,3,male,084Y,pa,,,0.3,-1\nd,4,M,40,PA,1.5,0,0.3,0\n"e""x",5,,,,NA,,0.25,1.0\n`,
  );
  const answer = await importFile(context, path, wide);
  assert.deepEqual(
    [answer.status, answer.lines, answer.accepted, answer.rejected, answer.results],
    ['done', 5, 3, 2, 4],
  );
  const rejects = readFileSync(`${path}.rejects.csv`, 'utf8').trim().split('\n');
  assert.equal(rejects[0], 'line,field,reason');
  assert.match(rejects[1] ?? '', /^3,sex,/);
  assert.match(rejects[2] ?? '', /^5,prob_Edema,/);
  assert.doesNotMatch(rejects.join(), /1\.5|,X/);
  const old = await db.instance.findFirstOrThrow({ where: { patientAge: 84 } });
  assert.deepEqual([old.patientSex, old.viewPosition, old.portable], ['M', 'PA', null]);
  assert.equal(await db.truth.count({ where: { source: 'report' } }), 3);
  assert.equal((await rebuildRollup(db, { keep: false })).differences, 0);
});

test('the same file is not read twice; read once more it changes nothing', async () => {
  const path = join(folder, 'wide.csv');
  const before = await stateOf();
  assert.equal((await importFile(context, path, wide)).before, true);
  const again = await importFile(context, path, wide, true);
  assert.deepEqual([again.unchanged, again.rejected, again.results], [3, 2, 0]);
  assert.deepEqual(await stateOf(), before);
});

test('an import never changes a label that is there', async () => {
  const path = file('other.csv', `${HEAD}a,1,F,61,AP,0.1,0,0.2,0\nnew,1,F,61,AP,0.1,0,0.2,0\n`);
  const answer = await importFile(context, path, wide);
  assert.deepEqual([answer.accepted, answer.rejected], [1, 1]);
  assert.match(readFileSync(`${path}.rejects.csv`, 'utf8'), /^2,label_Edema,/m);
});

test('a long table has a row for each finding of an image', async () => {
  const path = file('long.csv', 'image,finding,p,y\nl1,Edema,0.1,1\nl1,Mass,0.2,0\nl2,Edema,0.3,\nl1,Hernia,0.4,0\n');
  const long = mapping.parse({
    model: 'long@1',
    site: 'NIH',
    columns: { externalId: 'image' },
    finding: 'finding',
    probability: 'p',
    truth: 'y',
  });
  const answer = await importFile(context, path, long);
  assert.deepEqual([answer.lines, answer.accepted, answer.rejected, answer.results], [4, 3, 0, 4]);
  assert.equal(await db.prediction.count({ where: { version: { model: { name: 'long' } } } }), 2);
});

test('lines of the interface need no mapping', async () => {
  const lines = [0.1, 0.2].map((probability, index) => ({
    modelVersion: 'lines@1',
    instance: { site: 'IU', externalId: `n${index}`, portable: true },
    findings: { Edema: { probability } },
  }));
  const path = file('lines.ndjson', lines.map((line) => JSON.stringify(line)).join('\n'));
  const answer = await importFile(context, path, null);
  assert.equal(answer.accepted, 2);
});

test('undoing takes out what an import brought and nothing else, and it can be imported again', async () => {
  const before = await stateOf();
  const path = file('undo.csv', `${HEAD}a,1,F,61,AP,0.5,1,0.2,0\nu,9,M,33,PA,0.6,1,0.7,0\nv,9,M,33,PA,0.6,1,0.7,0\n`);
  const other = { ...wide, model: 'undone@1' };
  const { id } = await importFile(context, path, other);
  assert.equal(await db.instance.count(), before.instances + 2);
  const [u] = await db.instance.findMany({ where: { patientAge: 33 }, take: 1 });
  await undoImport({ db, now }, id);
  assert.deepEqual(await stateOf(), before);
  assert.equal((await rebuildRollup(db, { keep: false })).differences, 0);
  await assert.rejects(undoImport({ db, now }, id), /undone before/);
  assert.equal((await importFile(context, path, other)).accepted, 3);
  // What somebody else said of an image since stays, and keeps the image.
  const instance = await db.instance.findFirstOrThrow({ where: { patientAge: 33, sha256: u?.sha256 ?? '' } });
  await recordTruths(db, [{ instanceId: instance.id, finding: 'Edema', value: 0, source: 'reader' }], now());
  await undoImport({ db, now }, id);
  assert.equal(await db.instance.count(), before.instances + 1);
  assert.equal((await rebuildRollup(db, { keep: false })).differences, 0);
});

/** The first rows of the real predictions. */
async function realRows(count: number): Promise<string> {
  const source = join(assetsDir, 'predictions/nih_test_chexnet_predictions_dev.csv.gz');
  const kept: string[] = [];
  for await (const { text } of readLines(createReadStream(source).pipe(createGunzip()), 100_000)) {
    kept.push(text ?? '');
    if (kept.length > count) break;
  }
  return file('chexnet.csv', `${kept.join('\n')}\n`);
}

test('undoing one import leaves a version whose results are past retention, with its aggregates', async () => {
  const sealed = file('sealed.csv', `${HEAD}s1,p9,F,61,PA,0.1,0,0.2,1\n`);
  const { id: kept } = await importFile(context, sealed, { ...wide, model: 'sealed@1' });
  // As retention leaves it: the results and the image are gone, the cells are not.
  await db.prediction.deleteMany({ where: { importId: kept } });
  await db.instance.deleteMany({ where: { importId: kept } });
  const other = file('other.csv', `${HEAD}o1,p9,F,61,PA,0.1,0,0.2,1\n`);
  const { id } = await importFile(context, other, { ...wide, model: 'other@1' });
  await undoImport({ db, now }, id);
  const versions = await db.model.findMany({ where: { name: { in: ['sealed', 'other'] } } });
  assert.deepEqual(
    versions.map(({ name }) => name),
    ['sealed'],
  );
  await db.model.deleteMany({ where: { name: 'sealed' } });
  await rebuildRollup(db, { keep: true, now: now() });
});

test('real predictions come in exactly once, however often the import breaks', {
  skip: skipWithoutAssets,
}, async () => {
  const path = await realRows(1_400);
  const chexnet = mapping.parse({
    ...wide,
    model: 'chexnet@1',
    columns: {
      externalId: 'image_id',
      patientId: 'patient_id',
      patientSex: 'sex',
      patientAge: 'age',
      viewPosition: 'view',
    },
  });
  const before = await stateOf();
  let batches = 0;
  const breaking: ImportContext = {
    ...context,
    progress: () => {
      batches += 1;
      if (batches === 1) throw new Error('cut off');
    },
  };
  await assert.rejects(importFile(breaking, path, chexnet), /cut off/);
  const run = await db.importRun.findFirstOrThrow({ where: { status: 'running' } });
  assert.ok(Number(run.lines) > 0 && Number(run.lines) < 1_400);
  const answer = await importFile(context, path, chexnet);
  assert.equal(answer.id, run.id);
  assert.deepEqual([answer.lines, answer.accepted, answer.unchanged, answer.rejected], [1_400, 1_400, 0, 0]);
  assert.equal(
    await db.findingResult.count({ where: { finding: { version: { model: { name: 'chexnet' } } } } }),
    19_600,
  );
  assert.equal(existsSync(`${path}.rejects.csv`), false);
  assert.equal((await rebuildRollup(db, { keep: false })).differences, 0);
  await undoImport({ db, now }, run.id);
  assert.deepEqual(await stateOf(), before);
});
