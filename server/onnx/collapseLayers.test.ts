import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AffineLayer } from './affineLayer';
import { collapseLayers } from './collapseLayers';

const number = fc.double({ min: -2, max: 2, noNaN: true });
const vector = (length: number) =>
  fc.array(number, { minLength: length, maxLength: length }).map((v) => Float32Array.from(v));
const matrix = (rows: number, columns: number): fc.Arbitrary<AffineLayer> =>
  fc.record({
    kind: fc.constant('matrix' as const),
    rows: fc.constant(rows),
    columns: fc.constant(columns),
    weights: vector(rows * columns),
    bias: fc.option(vector(rows), { nil: null }),
  });
const scale = (length: number): fc.Arbitrary<AffineLayer> =>
  fc.record({ kind: fc.constant('scale' as const), scale: fc.oneof(vector(1), vector(length)), shift: vector(length) });

function apply(layer: AffineLayer, x: number[]): number[] {
  if (layer.kind === 'scale') {
    return x.map((v, i) => v * (layer.scale[layer.scale.length === 1 ? 0 : i] ?? 0) + (layer.shift[i] ?? 0));
  }
  return Array.from({ length: layer.rows }, (_, row) =>
    x.reduce((sum, v, column) => sum + v * (layer.weights[row * layer.columns + column] ?? 0), layer.bias?.[row] ?? 0),
  );
}

test('the collapsed layer equals the layers in turn', () => {
  const heads = fc.oneof(
    fc.tuple(matrix(3, 4)),
    fc.tuple(scale(4), matrix(2, 4), scale(2), matrix(3, 2), scale(3)),
    fc.tuple(matrix(5, 4), matrix(2, 5), matrix(3, 2)),
    fc.tuple(scale(4), scale(4)),
  );
  fc.assert(
    fc.property(heads, vector(4), (layers, x) => {
      const expected = layers.reduce((value, layer) => apply(layer, value), [...x]);
      const { rows, columns, weights, bias } = collapseLayers(layers, 4);
      assert.deepEqual([rows, columns], [expected.length, 4]);
      const whole = apply({ kind: 'matrix', rows, columns, weights, bias }, [...x]);
      whole.forEach((value, i) => {
        assert.ok(Math.abs(value - (expected[i] ?? Number.NaN)) < 1e-3);
      });
    }),
  );
});

test('layers that do not fit are refused', () => {
  const layer: AffineLayer = { kind: 'matrix', rows: 1, columns: 2, weights: Float32Array.of(1, 1), bias: null };
  assert.throws(() => collapseLayers([layer, layer], undefined), /takes 2 values but is given 1/);
  assert.throws(() => collapseLayers([], undefined), /number of channels .* not known/);
});
