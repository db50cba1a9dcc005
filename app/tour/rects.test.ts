import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { around, joined, type Rect, ringOf, scrollFor, shadePath } from './rects';

const rect = (left: number, top: number, width: number, height: number): Rect => ({ left, top, width, height });
const window_ = { width: 1000, height: 800 };
const anyRect = fc
  .tuple(...[0, 0, 1, 1].map((min) => fc.integer({ min, max: 500 })))
  .map(([left = 0, top = 0, width = 1, height = 1]) => rect(left, top, width, height));

test('the cells of a column become one ring across the line between two models', () => {
  const column = [rect(300, 100, 80, 24), rect(300, 140, 80, 36), rect(300, 176, 80, 36), rect(300, 252, 80, 36)];
  assert.deepEqual(joined(column, 12, 72), [rect(300, 100, 80, 188)]);
});

test('a heading over two columns joins both', () => {
  const cells = [rect(300, 100, 250, 24), rect(300, 140, 88, 36), rect(388, 140, 162, 36)];
  assert.deepEqual(joined(cells, 12, 72), [rect(300, 100, 250, 76)]);
});

test('the figures of two findings on a phone stay two rings', () => {
  const cards = [rect(16, 200, 150, 24), rect(16, 360, 150, 24)];
  assert.deepEqual(joined(cards, 12, 72), cards);
});

test('joining covers the same area, leaves nothing near, and order does not matter', () => {
  fc.assert(
    fc.property(fc.array(anyRect, { maxLength: 12 }), (rects) => {
      const groups = joined(rects, 10, 30);
      assert.deepEqual(around(groups), around(rects));
      assert.equal(joined(groups, 10, 30).length, groups.length);
      const text = (list: Rect[]) => list.map((r) => JSON.stringify(r)).sort();
      assert.deepEqual(text(joined(rects.toReversed(), 10, 30)), text(groups));
    }),
  );
});

test('nothing lies around nothing', () => assert.equal(around([]), null));

test('a ring stays in the window, and there is none around what is out of sight', () => {
  assert.deepEqual(ringOf(rect(100, 100, 50, 50), 5, window_), rect(95, 95, 60, 60));
  assert.deepEqual(ringOf(rect(-20, 700, 2000, 400), 5, window_), rect(4, 695, 992, 101));
  assert.equal(ringOf(rect(100, 900, 50, 50), 5, window_), null);
  assert.equal(ringOf(rect(100, -90, 50, 50), 5, window_), null);
});

test('nothing scrolls for what stands free; else it is centred, or starts at the top when larger', () => {
  assert.equal(scrollFor(rect(0, 100, 10, 50), 16, 400), 0);
  assert.equal(scrollFor(rect(0, 1000, 10, 84), 16, 400), 1000 - 16 - 150);
  assert.equal(scrollFor(rect(0, -500, 10, 84), 16, 400), -500 - 16 - 150);
  assert.equal(scrollFor(rect(0, 200, 10, 900), 16, 400), 184);
});

test('after its scroll a rectangle that fits stands free', () => {
  fc.assert(
    fc.property(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: 1, max: 384 }), (top, height) => {
      const moved = top - scrollFor(rect(0, top, 10, height), 16, 400);
      assert.ok(moved >= 15 && moved + height <= 401);
    }),
  );
});

test('the shade covers the window but for its holes', () => {
  assert.equal(shadePath(window_, [], 8), 'M0 0H1000V800H0z');
  assert.equal(
    shadePath(window_, [rect(10, 20, 100, 50)], 8),
    'M0 0H1000V800H0zM18 20h84a8 8 0 0 1 8 8v34a8 8 0 0 1 -8 8h-84a8 8 0 0 1 -8 -8v-34a8 8 0 0 1 8 -8z',
  );
});
