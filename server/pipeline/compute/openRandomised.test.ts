import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { emptyMask } from '@/server/audit/emptyMask';
import { encodeMask } from '@/server/image/maskPng';
import { renderPng } from '@/server/image/render';
import { classifierManifest } from '@/server/model/manifest';
import { drawStudy } from '@/server/phantom/drawStudy';
import { renderPhantom } from '@/server/phantom/renderPhantom';
import { openRandomised, randomisedShares } from './openRandomised';
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

test('permuted weights give shares of each finding, whatever their scale and sign, and without masks the reason', async () => {
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
  const randomised = await openRandomised(onnx, manifest, { seed: 1, threads: 1 });
  const image = { fileSha256: 'image', masks };
  const answer = await randomisedShares(store, randomised, { image, classifier, seed: 1 });
  assert.equal(answer?.findings.length, 2);
  for (const { outsideShare, areaOutside, undefinedReason, map } of answer?.findings ?? []) {
    assert.equal(undefinedReason, null);
    assert.ok((outsideShare ?? -1) > 0 && (outsideShare ?? 2) < 1 && (areaOutside ?? 0) > 0.3);
    assert.equal(map.length, 49);
  }
  const bare = await randomisedShares(store, randomised, { image: { ...image, masks: [] }, classifier, seed: 1 });
  assert.deepEqual(
    bare?.findings.map(({ undefinedReason }) => undefinedReason),
    ['mask_missing', 'mask_missing'],
  );
  await randomised.dispose();
});
