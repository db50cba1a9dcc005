import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findLinearHead } from './findLinearHead';
import { instrument } from './instrument';
import { readModel } from './readModel';
import { headModel, LINEAR_HEADS } from './testing/headVariants';

function instrumentedOf(bytes: Uint8Array) {
  const model = readModel(bytes);
  const head = findLinearHead(model, model.graph?.output[0]?.name ?? '');
  assert.ok(head.ok);
  return instrument(bytes, model, head);
}

test('the original bytes are kept and only outputs are added', () => {
  const bytes = LINEAR_HEADS[0]?.bytes ?? new Uint8Array();
  const { bytes: extended, cam, embedding, logits } = instrumentedOf(bytes);
  assert.deepEqual(extended.subarray(0, bytes.length), Buffer.from(bytes));
  const [before, after] = [readModel(bytes), readModel(extended)];
  assert.deepEqual(after.opsetImport, before.opsetImport);
  assert.deepEqual(after.graph?.node.slice(0, -1), before.graph?.node);
  const added = after.graph?.output.slice(before.graph?.output.length).map(({ name }) => name);
  assert.deepEqual(added, [cam, logits, embedding]);
});

test('names that the graph has already are not used again', () => {
  const bytes = headModel((g, x) =>
    g.node('GlobalAveragePool', [g.node('Conv', [x, g.weights([3, 5, 1, 1])], {}, 'sightline_cam')]),
  );
  assert.equal(instrumentedOf(bytes).cam, 'sightline_cam_1');
});

test('logits that are an output already are not added twice', () => {
  const bytes = LINEAR_HEADS.find(({ name }) => name === 'no activation')?.bytes ?? new Uint8Array();
  const names = readModel(instrumentedOf(bytes).bytes).graph?.output.map(({ name }) => name) ?? [];
  assert.equal(new Set(names).size, names.length);
  assert.equal(names.length, 3);
});

test('an instrumented model can be instrumented again', () => {
  const once = instrumentedOf(LINEAR_HEADS[0]?.bytes ?? new Uint8Array());
  assert.equal(instrumentedOf(once.bytes).cam, 'sightline_cam_1');
});
