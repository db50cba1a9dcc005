import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { methodScale, stepRange } from './methodScale';

test('the range is the next of 1, 2, 5 and their powers of ten', () => {
  assert.deepEqual([[0.3], [-0.21, 0.1], [0.2], [7], [0.0004]].map(stepRange), [0.5, 0.5, 0.2, 10, 0.0005]);
  assert.equal(stepRange([]), 1);
  assert.equal(stepRange([0, Number.NaN]), 1);
});

test('the range holds every value, and is not five times as large as needed', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (value) => {
      const range = stepRange([-value]);
      assert.ok(range >= value * (1 - 1e-6) && range <= value * 2.51, `${value}: ${range}`);
    }),
  );
});

test('a scale says its unit and its range, and of an exploratory map no finding', () => {
  const map = { height: 1, width: 2, values: [0, 0.7] };
  const eigen = methodScale('eigen-cam', 'Edema', 'weights', map);
  assert.equal(eigen.title, 'Eigen-CAM');
  assert.match(eigen.note ?? '', /0 to 1,/);
  assert.equal(methodScale('occlusion', 'Edema', 'logits', { ...map, values: [-1, 1] }).title, 'Edema, Occlusion');
});
