import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Mask } from './mask';
import { maskArea } from './maskArea';
import { poolLabels } from './poolLabels';
import { poolToGrid } from './poolToGrid';

const size = fc.integer({ min: 1, max: 24 });
const masks = fc
  .tuple(size, size)
  .chain(([height, width]) =>
    fc
      .array(fc.integer({ min: 0, max: 1 }), { minLength: height * width, maxLength: height * width })
      .map((data): Mask => ({ height, width, data: Uint8Array.from(data) })),
  );

test('pixels on a cell border are split by area', () => {
  const mask = { height: 1, width: 3, data: Uint8Array.from([1, 1, 0]) };
  assert.deepEqual(
    [...poolToGrid(mask, 1, 2)].map((a) => a.toFixed(12)),
    ['1.000000000000', '0.333333333333'],
  );
});

test('a grid finer than the mask repeats it', () => {
  const mask = { height: 1, width: 2, data: Uint8Array.from([1, 0]) };
  assert.deepEqual([...poolToGrid(mask, 2, 4)], [1, 1, 0, 0, 1, 1, 0, 0]);
});

test('total area is preserved on any grid', () => {
  fc.assert(
    fc.property(masks, size, size, (mask, height, width) => {
      const pooled = poolToGrid(mask, height, width);
      const mean = pooled.reduce((sum, value) => sum + value, 0) / pooled.length;
      return Math.abs(mean - maskArea(mask) / mask.data.length) < 1e-9;
    }),
  );
});

test('each cell is the brute-force average over its rectangle', () => {
  fc.assert(
    fc.property(masks, size, size, (mask, height, width) => {
      const overlap = (cell: number, cells: number, pixel: number, pixels: number) =>
        Math.max(0, Math.min((cell + 1) / cells, (pixel + 1) / pixels) - Math.max(cell / cells, pixel / pixels)) *
        cells;
      return poolToGrid(mask, height, width).every((value, cell) => {
        const expected = mask.data.reduce((sum, inside, i) => {
          const y = overlap(Math.floor(cell / width), height, Math.floor(i / mask.width), mask.height);
          return sum + inside * y * overlap(cell % width, width, i % mask.width, mask.width);
        }, 0);
        return Math.abs(value - expected) < 1e-9;
      });
    }),
  );
});

test('coverages of all labels sum to 1 in each cell', () => {
  const labels = Uint8Array.from({ length: 35 }, (_, i) => (i * 7) % 4);
  const pooled = poolLabels(labels, 5, 7, 4, 3, 4);
  for (let cell = 0; cell < 12; cell++) {
    const sum = pooled.reduce((total, coverage) => total + (coverage[cell] ?? 0), 0);
    assert.ok(Math.abs(sum - 1) < 1e-12);
  }
});

test('wrong sizes, unknown labels and empty grids are refused', () => {
  assert.throws(() => poolToGrid({ height: 2, width: 2, data: new Uint8Array(3) }, 1, 1), /mask size: 2x2/);
  assert.throws(() => poolToGrid({ height: 1, width: 1, data: Uint8Array.of(255) }, 1, 1), /label: 255/);
  assert.throws(() => poolToGrid({ height: 1, width: 1, data: Uint8Array.of(1) }, 0, 1), /grid size: 0/);
  assert.throws(() => poolLabels(new Uint8Array(0), 0, 0, 2, 1, 1), /label size: 0x0/);
});
