import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { interpolateMap } from '@/app/saliency/interpolateMap';
import { differenceMap } from './differenceMap';

const map = (values: number[], height = 2, width = 2) => ({ height, width, values });

test('the first is taken from the second, cell by cell', () => {
  const made = differenceMap({ map: map([1, 2, 3, 4]), unit: 'nats' }, { map: map([2, 2, 2, 2]), unit: 'nats' });
  assert.deepEqual(made, { at: 'ready', map: map([1, 0, -1, -2]) });
});

test('other units, other grids and maps without a unit say why not', () => {
  const ours = { map: map([1, 2, 3, 4]), unit: 'logits' };
  const reason = (second: typeof ours, first = ours) => {
    const made = differenceMap(first, second);
    return made.at === 'impossible' ? made.reason : null;
  };
  assert.equal(reason({ ...ours, unit: 'nats' }), 'units differ: logits and nats');
  assert.equal(reason({ map: map([1, 2], 1), unit: 'logits' }), 'grids differ: 2 × 2 and 1 × 2');
  const sent = { ...ours, unit: 'as sent' };
  assert.match(reason(sent, sent) ?? '', /no unit/);
});

test('interpolating the difference is subtracting the interpolated maps', () => {
  const cells = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(cells, cells, (first, second) => {
      const made = differenceMap({ map: map(first), unit: 'nats' }, { map: map(second), unit: 'nats' });
      assert.ok(made.at === 'ready');
      const [a, b, c] = [map(first), map(second), made.map].map((m) => interpolateMap(m, 5, 5).values);
      c?.forEach((value, i) => {
        assert.ok(Math.abs(value - ((b?.[i] ?? 0) - (a?.[i] ?? 0))) < 1e-12);
      });
    }),
  );
});
