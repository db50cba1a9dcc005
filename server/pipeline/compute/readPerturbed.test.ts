import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { emptyMask } from '@/server/audit/emptyMask';
import { encodeMask } from '@/server/image/maskPng';
import { renderPng } from '@/server/image/render';
import { classifierManifest } from '@/server/model/manifest';
import { drawStudy } from '@/server/phantom/drawStudy';
import { renderPhantom } from '@/server/phantom/renderPhantom';
import { openPerturbed } from './openPerturbed';
import type { PerturbTask } from './perturbTask';
import { prepareImage, readPerturbed } from './readPerturbed';
import type { ClassifierSpec } from './task';

const SIDE = 112;
const onnx = readFileSync('models/phantom-shortcut/model.onnx');
const manifest = classifierManifest.parse(JSON.parse(readFileSync('models/phantom-shortcut/manifest.json', 'utf8')));
const classifier: ClassifierSpec = {
  ...{ versionId: 'v', name: 'phantom-shortcut@1', sha256: 'model', manifest, segmenter: null },
  findings: manifest.findings.map(({ name }, channel) => ({
    ...{ id: channel, name, channel, baseline: 0.5, threshold: null, anatomy: ['lungs' as const] },
  })),
};

function lung(from: number): Promise<Buffer> {
  const mask = emptyMask(SIDE, SIDE);
  for (let y = 20; y < 90; y++) mask.data.fill(1, y * SIDE + from, y * SIDE + from + 30);
  return encodeMask(mask);
}

const cam = { method: 'cam', parameters: {} } as const;
const asked = { classifier, request: cam, seed: 'a', turn: true } satisfies Partial<PerturbTask>;
const permuted = { ...asked, weights: { seed: 1, layers: null }, changes: [null] };

async function phantom() {
  const study = drawStudy(3, { site: 'A', mode: 'GLOBAL', truths: { Pneumonia: 1, Cardiomegaly: 0 } });
  const { pixels, height, width } = renderPhantom(study, SIDE);
  const files = new Map([
    ['image', await renderPng({ height, width, pixels: Float32Array.from(pixels) })],
    ['left', await lung(65)],
    ['right', await lung(15)],
  ]);
  const store = { get: (sha256: string) => Promise.resolve(files.get(sha256) ?? Buffer.alloc(0)) };
  const masks = [
    { zone: 'lung-left' as const, sha256: 'left' },
    { zone: 'lung-right' as const, sha256: 'right' },
  ];
  const read = async (task: PerturbTask) => {
    const network = await openPerturbed(onnx, manifest, { ...task, threads: 1 });
    const answer = await readPerturbed(store, network, await prepareImage(store, task), task);
    await network.dispose();
    return answer.refused === null ? answer.readings : [];
  };
  return { image: { fileSha256: 'image', masks }, read };
}

test('permuted weights give shares of each finding, whatever their scale and sign, and without masks the reason', async () => {
  const { image, read } = await phantom();
  const [reading] = await read({ ...permuted, image });
  assert.equal(reading?.findings.length, 2);
  assert.equal(reading?.maps.values.length, 2 * 49);
  for (const { outsideShare, areaOutside, undefinedReason } of reading?.findings ?? []) {
    assert.equal(undefinedReason, null);
    assert.ok((outsideShare ?? -1) > 0 && (outsideShare ?? 2) < 1 && (areaOutside ?? 0) > 0.3);
  }
  const [bare] = await read({ ...permuted, image: { ...image, masks: [] } });
  assert.deepEqual(
    bare?.findings.map(({ undefinedReason }) => undefinedReason),
    ['mask_missing', 'mask_missing'],
  );
});

test('the learned network under noise and shifts: the same without them, a little off with them, by the seed', async () => {
  const { image, read } = await phantom();
  const noise = { noise: 0.02, shift: [0, 0] } as const;
  const shift = { noise: 0, shift: [0, 2] } as const;
  const task = { ...asked, image, weights: null, turn: false, changes: [null, noise, shift, null] };
  const [plain, noisy, shifted, again] = await read(task);
  assert.deepEqual(again, plain);
  const logit = (reading: typeof plain) => reading?.logits?.[0] ?? Number.NaN;
  for (const other of [noisy, shifted]) {
    assert.notEqual(logit(other), logit(plain));
    assert.ok(Math.abs(logit(other) - logit(plain)) < 3, `${logit(other)} for ${logit(plain)}`);
  }
  assert.deepEqual((await read(task))[1], noisy);
  assert.notDeepEqual((await read({ ...task, seed: 'b' }))[1], noisy);
});
