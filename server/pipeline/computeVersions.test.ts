import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifierManifest } from '@/server/model/manifest';
import { AppError } from '@/server/problem/appError';
import type { ClassifierSpec, ComputeAnswer, ComputeTask } from './compute/task';
import { computeVersions } from './computeVersions';

const manifest = classifierManifest.parse({
  ...{ name: 'made', version: '1', kind: 'classifier', input: { size: [8, 8] }, findings: [{ name: 'Edema' }] },
});
const spec = (name: string): ClassifierSpec => ({
  ...{ versionId: name, name, sha256: name, manifest, findings: [], segmenter: null },
});

/** Answers nothing but failures, one for each version, unless one of the slow ones is asked: then it takes too long. */
const computer = (slow: string[]) => ({
  compute: ({ classifiers }: ComputeTask): Promise<ComputeAnswer> =>
    classifiers.some(({ name }) => slow.includes(name))
      ? Promise.reject(new AppError('too-slow', 'the image took too long'))
      : Promise.resolve({
          readings: [],
          failures: classifiers.map(({ name }) => ({ version: name, error: null })),
          masks: [],
        }),
});

const read = async (slow: string[], names: string[]) => {
  const task = { fileSha256: 'image', uploads: [], classifiers: names.map(spec) };
  const { failures } = await computeVersions(computer(slow), { ...task });
  return failures.map(({ version, error }) => [version, error instanceof AppError ? error.code : null]);
};

test('a version that takes too long is known by name, and the others answer', async () => {
  assert.deepEqual(await read(['b'], ['a', 'b', 'c']), [
    ['a', null],
    ['b', 'too-slow'],
    ['c', null],
  ]);
  assert.deepEqual(await read(['a'], ['a']), [['a', 'too-slow']]);
});

test('an image that is too slow for every one of several versions is at fault itself', async () => {
  await assert.rejects(() => read(['a', 'b'], ['a', 'b']), /the image took too long/);
});
