import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOTHING_CHOSEN, withFiles } from './filesOf';

const file = (name: string) => new File(['x'], name);

test('files go where their names say: the graph, its manifest, and all else holds weights', () => {
  const chosen = withFiles(NOTHING_CHOSEN, ['a.onnx', 'a.onnx.data', 'a.json', 'w.bin'].map(file));
  assert.deepEqual([chosen.model?.name, chosen.manifest?.name], ['a.onnx', 'a.json']);
  assert.deepEqual(
    chosen.data.map(({ name }) => name),
    ['a.onnx.data', 'w.bin'],
  );
});

test('files that are added later join the others, and take the place of their namesakes', () => {
  const first = withFiles(NOTHING_CHOSEN, ['a.onnx', 'w.bin'].map(file));
  const again = file('w.bin');
  const chosen = withFiles(first, [again, file('v.bin')]);
  assert.equal(chosen.model?.name, 'a.onnx');
  assert.deepEqual(
    chosen.data.map(({ name }) => name),
    ['w.bin', 'v.bin'],
  );
  assert.equal(chosen.data[0], again);
});
