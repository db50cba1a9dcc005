import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bilinearMask } from './bilinearMask';
import { bilinearResize } from './bilinearResize';

const side = fc.integer({ min: 1, max: 12 });

test('it is where the resized plane is above the threshold', () => {
  const planes = fc.tuple(side, side).chain(([height, width]) =>
    fc.record({
      from: fc.constant<[number, number]>([height, width]),
      plane: fc
        .array(fc.constantFrom(0, 0.1, 0.3, 0.5, 0.500001, 0.7, 0.9999, 1), {
          minLength: height * width,
          maxLength: height * width,
        })
        .map((values) => Float32Array.from(values)),
    }),
  );
  const sizes = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(planes, sizes, sizes, fc.constantFrom(0.3, 0.5, 0.7), ({ plane, from }, height, width, threshold) => {
      const expected = Array.from(bilinearResize(plane, from, [height, width]), (value) => (value > threshold ? 1 : 0));
      assert.deepEqual([...bilinearMask(plane, from, [height, width], threshold).data], expected);
    }),
    { numRuns: 500 },
  );
});

test('wrong sizes are refused', () => {
  assert.throws(() => bilinearMask(new Float32Array(5), [2, 3], [4, 4], 0.5), /pixels: length 5/);
  assert.throws(() => bilinearMask(new Float32Array(6), [2, 3], [0, 4], 0.5), /output size: 0 x 4/);
  assert.throws(() => bilinearMask(new Float32Array(6), [2, 3], [1.5, 4], 0.5), /output size: 1.5 x 4/);
});
