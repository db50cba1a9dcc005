import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyWindow, WINDOW_FUNCTIONS } from './window';

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} ≠ ${expected}`);

test('LINEAR follows the examples of PS3.3 C.11.2.1.2.1, scaled from 0–255', () => {
  const full = { center: 2048, width: 4096, shape: 'LINEAR' } as const;
  near(applyWindow(0, full), 0);
  near(applyWindow(4095, full), 255);
  near(applyWindow(1000, full), (1000 / 4095) * 255);
  const narrow = { center: 2048, width: 1, shape: 'LINEAR' } as const;
  near(applyWindow(2047, narrow), 0);
  near(applyWindow(2048, narrow), 255);
  const signed = { center: 0, width: 100, shape: 'LINEAR' } as const;
  near(applyWindow(-50, signed), 0);
  near(applyWindow(-49, signed), (1 / 99) * 255);
  near(applyWindow(48, signed), (98 / 99) * 255);
  near(applyWindow(49, signed), 255);
});

test('LINEAR_EXACT has no half pixel: c ± w/2 are the ends and c is the middle', () => {
  const window = { center: 40, width: 80, shape: 'LINEAR_EXACT' } as const;
  near(applyWindow(0, window), 0);
  near(applyWindow(20, window), 63.75);
  near(applyWindow(40, window), 127.5);
  near(applyWindow(80, window), 255);
  near(applyWindow(81, window), 255);
});

test('SIGMOID is 127.5 at the centre and 255 / (1 + e^∓2) at c ± w/2', () => {
  const window = { center: 100, width: 50, shape: 'SIGMOID' } as const;
  near(applyWindow(100, window), 127.5);
  near(applyWindow(125, window), 255 / (1 + Math.exp(-2)));
  near(applyWindow(75, window), 255 / (1 + Math.exp(2)));
});

test('every window rises and stays within 0–255', () => {
  const number = fc.double({ min: -1e5, max: 1e5, noNaN: true });
  fc.assert(
    fc.property(
      fc.constantFrom(...WINDOW_FUNCTIONS),
      number,
      fc.double({ min: 1, max: 1e5, noNaN: true }),
      number,
      number,
      (shape, center, width, first, second) => {
        const window = { center, width, shape };
        const low = applyWindow(Math.min(first, second), window);
        const high = applyWindow(Math.max(first, second), window);
        return low >= 0 && high <= 255 && low <= high + 1e-9;
      },
    ),
    { seed: 11 },
  );
});
