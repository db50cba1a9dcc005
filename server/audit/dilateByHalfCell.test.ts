import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dilateByHalfCell } from './dilateByHalfCell';
import { distanceTransform } from './distanceTransform';
import type { Mask } from './mask';

const size = fc.integer({ min: 1, max: 30 });
const cells = fc.integer({ min: 1, max: 5 });
const masks = fc
  .tuple(size, size, fc.integer({ min: 2, max: 60 }))
  .chain(([height, width, rarity]) =>
    fc
      .array(fc.integer({ min: 1, max: rarity }), { minLength: height * width, maxLength: height * width })
      .map((data): Mask => ({ height, width, data: Uint8Array.from(data, (value) => (value === 1 ? 1 : 0)) })),
  );

/** The definition, in whole numbers: dx²·(2·gridWidth·height)² + dy²·(2·gridHeight·width)² ≤ (height·width)². */
function bruteForce({ height, width, data }: Mask, gridHeight: number, gridWidth: number): number[] {
  const near = (i: number, j: number) => {
    const dx = (i % width) - (j % width);
    const dy = Math.floor(i / width) - Math.floor(j / width);
    return (2 * dx * gridWidth * height) ** 2 + (2 * dy * gridHeight * width) ** 2 <= (height * width) ** 2;
  };
  return Array.from(data, (_, i) => (data.some((inside, j) => inside === 1 && near(i, j)) ? 1 : 0));
}

test('dilation equals brute force on masks and grids of any aspect', () => {
  fc.assert(
    fc.property(masks, cells, cells, (mask, gridHeight, gridWidth) => {
      assert.deepEqual(
        [...dilateByHalfCell(mask, gridHeight, gridWidth).data],
        bruteForce(mask, gridHeight, gridWidth),
      );
    }),
  );
});

test('dilation contains the mask and grows with it', () => {
  fc.assert(
    fc.property(masks, cells, fc.nat(), (mask, grid, pick) => {
      const dilated = dilateByHalfCell(mask, grid, grid);
      const larger = { ...mask, data: Uint8Array.from(mask.data) };
      larger.data[pick % mask.data.length] = 1;
      const largerDilated = dilateByHalfCell(larger, grid, grid);
      return mask.data.every(
        (inside, i) => inside <= (dilated.data[i] ?? 0) && (dilated.data[i] ?? 0) <= (largerDilated.data[i] ?? 0),
      );
    }),
  );
});

test('one pixel becomes an ellipse of one cell, its border included', () => {
  const mask = { height: 40, width: 80, data: new Uint8Array(3200) };
  mask.data[20 * 80 + 40] = 1;
  const { data } = dilateByHalfCell(mask, 4, 4);
  const row = data.subarray(20 * 80, 21 * 80);
  assert.deepEqual([row.indexOf(1), row.lastIndexOf(1)], [30, 50]);
  assert.deepEqual([data[15 * 80 + 40], data[14 * 80 + 40], data[25 * 80 + 40], data[26 * 80 + 40]], [1, 0, 1, 0]);
});

test('an empty mask stays empty and a full one full', () => {
  assert.ok(!dilateByHalfCell({ height: 9, width: 5, data: new Uint8Array(45) }, 3, 3).data.includes(1));
  assert.ok(!dilateByHalfCell({ height: 9, width: 5, data: new Uint8Array(45).fill(1) }, 3, 3).data.includes(0));
});

test('it agrees with the thresholded distance transform in cell units', () => {
  fc.assert(
    fc.property(masks, (mask) => {
      // A grid of 7 by 3 and a distance off any possible tie.
      const squared = distanceTransform(mask, 3 / mask.width, 7 / mask.height);
      const dilated = dilateByHalfCell(mask, 7, 3);
      return squared.every((value, i) => Math.abs(value - 0.25) < 1e-9 || value < 0.25 === (dilated.data[i] === 1));
    }),
  );
});

test('distances are exact, scaled per axis and infinite without a mask', () => {
  fc.assert(
    fc.property(masks, (mask) => {
      const { width, data } = mask;
      const squared = distanceTransform(mask, 2, 3);
      return squared.every((value, i) => {
        const distances = Array.from(data, (inside, j) => {
          const dy = Math.floor(i / width) - Math.floor(j / width);
          return inside ? 4 * ((i % width) - (j % width)) ** 2 + 9 * dy ** 2 : Infinity;
        });
        return value === Math.min(...distances);
      });
    }),
  );
});
