import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openClassifier } from './classifier';
import { inspectModel } from './inspectModel';
import { probeRadiograph } from './probeRadiograph';
import { ARCHITECTURES, architectureManifest, goldenOf } from './testing/architectures';
import { fillSkeleton } from './testing/fillSkeleton';

/** The largest difference, relative to the largest expected number. */
function difference(actual: Float32Array, expected: number[]): number {
  assert.equal(actual.length, expected.length);
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return expected.reduce((worst, value, i) => Math.max(worst, Math.abs((actual[i] ?? Number.NaN) - value) / scale), 0);
}

for (const { name, family, precision, tolerance, refused } of ARCHITECTURES) {
  test(`an exported ${name} registers, is offered what is valid, and answers as its framework does`, async (t) => {
    const bytes = fillSkeleton(name);
    const golden = goldenOf(name);
    const { manifest, saliency, graph } = await inspectModel(bytes, architectureManifest(name, golden));
    assert.equal(graph.family, family);
    assert.equal(graph.precision, precision ?? 'float32');
    assert.equal(graph.input.layout, golden.layout);
    const reasons = Object.fromEntries(saliency.refused.map(({ method, reason }) => [method, reason]));
    assert.deepEqual(Object.keys(reasons).sort(), Object.keys(refused).sort(), JSON.stringify(saliency));
    for (const [method, reason] of Object.entries(refused)) assert.match(reasons[method] ?? '', reason);
    assert.ok(manifest.kind === 'classifier');
    const classifier = await openClassifier(bytes, manifest);
    const { logits, probabilities, cams } = await classifier.classify(probeRadiograph([golden.side, golden.side], 1));
    await classifier.dispose();
    assert.equal(cams !== null, !('cam' in refused));
    if (golden.probabilities) assert.ok(difference(probabilities, golden.probabilities) < (tolerance ?? 1));
    const off = [];
    if (golden.logits) off.push(difference(logits, golden.logits));
    if (cams && golden.cam) {
      assert.deepEqual([cams.height, cams.width], golden.grid);
      assert.deepEqual([graph.featureMap?.height, graph.featureMap?.width], golden.grid);
      off.push(difference(cams.values, golden.cam));
    }
    t.diagnostic(`off by ${off.map((value) => value.toExponential(1)).join(', ')}`);
    if (tolerance !== null)
      assert.ok(
        off.every((value) => value < tolerance),
        String(off),
      );
  });
}
