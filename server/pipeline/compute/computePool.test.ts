import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { classifierManifest, segmenterManifest } from '@/server/model/manifest';
import { drawStudy } from '@/server/phantom/drawStudy';
import { renderPhantom } from '@/server/phantom/renderPhantom';
import { AppError } from '@/server/problem/appError';
import { openFileStore } from '@/server/store/fileStore';
import { openComputePool } from './computePool';
import { openComputer } from './openComputer';
import type { ClassifierSpec, ComputeTask } from './task';

const storeRoot = mkdtempSync(join(tmpdir(), 'sightline-pool-'));
const store = openFileStore(storeRoot);
after(() => rmSync(storeRoot, { recursive: true, force: true }));

const shipped = (name: string, file: string) => readFileSync(join('models', name, file));
const manifestOf = (name: string): unknown => JSON.parse(shipped(name, 'manifest.json').toString());

async function spec(): Promise<ClassifierSpec> {
  const manifest = classifierManifest.parse(manifestOf('phantom-faithful'));
  const segmenter = segmenterManifest.parse(manifestOf('phantom-segmenter'));
  const put = async (name: string) => (await store.put(shipped(name, 'model.onnx'))).sha256;
  return {
    versionId: 'faithful',
    name: 'phantom-faithful@1',
    sha256: await put('phantom-faithful'),
    manifest,
    findings: manifest.findings.map(({ name, baseline, anatomy }, channel) => ({
      id: channel,
      name,
      channel,
      baseline: baseline ?? 0.5,
      threshold: null,
      anatomy: anatomy ?? [],
    })),
    segmenter: {
      versionId: 'segmenter',
      name: 'phantom-segmenter@1',
      sha256: await put('phantom-segmenter'),
      manifest: segmenter,
    },
  };
}

async function task(seed: number): Promise<ComputeTask> {
  const study = drawStudy(seed, { site: 'A', mode: 'GLOBAL', truths: { Pneumonia: 1, Cardiomegaly: 0 } });
  const { height, width, pixels } = renderPhantom(study, 160);
  const image = await sharp(pixels, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
  return { fileSha256: (await store.put(image)).sha256, uploads: [], classifiers: [await spec()] };
}

const options = { size: 2, threads: 1, storeRoot, limit: 60_000 };

test('threads answer what the same computer answers in this one, each task its own', async () => {
  const pool = openComputePool(options);
  const tasks = await Promise.all([1, 2, 3, 4, 5].map(task));
  const apart = await Promise.all(tasks.map((one) => pool.compute(one)));
  const here = openComputer(store, 1);
  for (const [index, one] of tasks.entries()) {
    const expected = await here.compute(one);
    assert.deepEqual(
      apart[index]?.masks.map(({ bytes }) => Buffer.from(bytes)),
      expected.masks.map(({ bytes }) => bytes),
    );
    assert.deepEqual(apart[index]?.readings[0]?.outcomes, expected.readings[0]?.outcomes);
    assert.deepEqual(apart[index]?.readings[0]?.classified.cams, expected.readings[0]?.classified.cams);
  }
  await pool.close();
});

test('errors keep the class by which the queue decides whether to try again', async () => {
  const pool = openComputePool(options);
  const { sha256 } = await store.put(Buffer.from('not an image'));
  const unreadable = pool.compute({ fileSha256: sha256, uploads: [], classifiers: [] });
  await assert.rejects(unreadable, (error) => error instanceof AppError && error.code === 'unsupported-media');
  const missing = pool.compute({ fileSha256: '0'.repeat(64), uploads: [], classifiers: [] });
  await assert.rejects(missing, (error) => error instanceof AppError && error.code === 'unavailable');
  const good = await task(6);
  const model = await spec();
  const broken = { ...model, versionId: 'broken', name: 'broken@1', sha256 };
  const { readings, failures } = await pool.compute({ ...good, classifiers: [broken, model] });
  assert.equal(readings.length, 1);
  assert.equal(failures[0]?.version, 'broken@1');
  assert.ok(failures[0]?.error instanceof AppError && failures[0].error.code === 'unreadable-model');
  await pool.close();
});

test('an image that takes too long is refused, and the ones after it are read', async () => {
  const slow = openComputePool({ ...options, size: 1, limit: 1 });
  await assert.rejects(slow.compute(await task(7)), (error) => error instanceof AppError && error.code === 'too-slow');
  await slow.close();
  const pool = openComputePool({ ...options, size: 1 });
  assert.equal((await pool.compute(await task(7))).readings.length, 1);
  await pool.close();
});

test('closing hands unfinished tasks back as unavailable', async () => {
  const pool = openComputePool({ ...options, size: 1 });
  const unfinished = (await Promise.all([8, 9, 10].map(task))).map((one) => pool.compute(one));
  const settled = Promise.allSettled(unfinished);
  await pool.close();
  for (const result of await settled) {
    assert.ok(
      result.status === 'rejected' && result.reason instanceof AppError && result.reason.code === 'unavailable',
    );
  }
});
