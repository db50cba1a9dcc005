import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { connectedComponents } from './connectedComponents';
import { drawMask } from './drawMask.fixture';
import { fillHoles } from './fillHoles';
import { floodFromBorder } from './floodFromBorder';
import type { Mask } from './mask';
import { maskRuns } from './maskRuns';
import { paintComponents } from './paintComponents';
import { uniteMasks } from './uniteMasks';

test('a corner joins pixels in 8-connectivity only', () => {
  const mask = drawMask('#..', '.#.', '..#');
  assert.equal(connectedComponents(mask, 4).components.length, 3);
  assert.equal(connectedComponents(mask, 8).components.length, 1);
  assert.equal(connectedComponents(drawMask('..#', '.#.', '#..'), 8).components.length, 1);
});

test('components are measured, and labelled run by run in reading order', () => {
  const { labels, components } = connectedComponents(drawMask('.##.', '.#..', '...#'), 4);
  assert.deepEqual([...labels], [1, 1, 2]);
  assert.deepEqual(components, [
    { label: 1, area: 3, x: 1, y: 0, width: 2, height: 2, centroidX: 4 / 3, centroidY: 1 / 3 },
    { label: 2, area: 1, x: 3, y: 2, width: 1, height: 1, centroidX: 3, centroidY: 2 },
  ]);
});

test('an empty mask has no components', () => {
  assert.deepEqual(connectedComponents(drawMask('...'), 8).components, []);
});

test('holes are filled, bays that reach the border are not', () => {
  assert.deepEqual(fillHoles(drawMask('####.', '#..#.', '####.')), drawMask('####.', '####.', '####.'));
  assert.deepEqual(fillHoles(drawMask('##.##', '#...#', '#####')), drawMask('##.##', '#...#', '#####'));
  assert.deepEqual(fillHoles(drawMask('.#.', '#.#', '.#.')), drawMask('.#.', '###', '.#.'));
});

test('only what touches the border is kept by the flood', () => {
  assert.deepEqual(floodFromBorder(drawMask('#....', '#.#..', '.....')), drawMask('#....', '#....', '.....'));
});

test('a union has every pixel of its masks and wants one size', () => {
  assert.deepEqual(uniteMasks([drawMask('#..'), drawMask('..#')]), drawMask('#.#'));
  assert.throws(() => uniteMasks([]), /masks: none/);
  assert.throws(() => uniteMasks([drawMask('#..'), drawMask('#.')]), /mask size: 1x2, expected 1x3/);
});

const side = fc.integer({ min: 1, max: 19 });
const masks = fc
  .tuple(side, side)
  .chain(([height, width]) =>
    fc
      .array(fc.integer({ min: 0, max: 1 }), { minLength: height * width, maxLength: height * width })
      .map((data): Mask => ({ height, width, data: Uint8Array.from(data) })),
  );

/** Labels pixel by pixel: 0 outside, the rest by spreading the lower of two labels until nothing changes. */
function spread({ height, width, data }: Mask, connectivity: 4 | 8): number[] {
  const labels = Array.from(data, (inside, i) => (inside ? i + 1 : 0));
  for (let before = ''; before !== labels.join(); ) {
    before = labels.join();
    for (let i = 0; i < labels.length; i++) {
      for (let j = 0; j < labels.length; j++) {
        const [dy, dx] = [Math.floor(i / width) - Math.floor(j / width), (i % width) - (j % width)];
        const touch = Math.max(Math.abs(dy), Math.abs(dx)) === 1 && (connectivity === 8 || dy === 0 || dx === 0);
        if (touch && labels[i] && labels[j]) labels[i] = Math.min(labels[i] ?? 0, labels[j] ?? 0);
      }
    }
  }
  assert.equal(labels.length, height * width);
  return labels;
}

test('components equal those spread pixel by pixel', () => {
  const small = masks.filter(({ data }) => data.length <= 60);
  fc.assert(
    fc.property(small, fc.constantFrom<4 | 8>(4, 8), (mask, connectivity) => {
      const expected = spread(mask, connectivity);
      const roots = [...new Set(expected)].filter((root) => root > 0).sort((a, b) => a - b);
      const found = connectedComponents(mask, connectivity);
      assert.equal(found.components.length, roots.length);
      for (const [index, component] of found.components.entries()) {
        const chosen = new Uint8Array(roots.length + 1);
        chosen[index + 1] = 1;
        const own = expected.map((root) => (root === roots[index] ? 1 : 0));
        assert.deepEqual([...paintComponents(found, chosen).data], own);
        assert.equal(
          component.area,
          own.reduce<number>((sum, inside) => sum + inside, 0),
        );
        const sumX = own.reduce<number>((sum, inside, i) => sum + inside * (i % mask.width), 0);
        assert.equal(component.centroidX, sumX / component.area);
      }
    }),
  );
});

test('runs inside and outside together are the image', () => {
  fc.assert(
    fc.property(masks, (mask) => {
      const data = new Uint8Array(mask.data.length).fill(7);
      for (const value of [0, 1] as const) {
        const { rows, start, end } = maskRuns(mask, value);
        for (let y = 0; y < mask.height; y++) {
          for (let run = rows[y] ?? 0; run < (rows[y + 1] ?? 0); run++) {
            data.fill(value, y * mask.width + (start[run] ?? 0), y * mask.width + (end[run] ?? 0));
          }
        }
      }
      assert.deepEqual(data, mask.data);
    }),
  );
});
