import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { backdated, gapMs, hourOf, PEAK_GAP_MS, partOfDay, perMinute, relativeRate } from './rhythm';

const DAY = 86_400_000;

const hour = fc.double({ min: 0, max: 24, noNaN: true });
const close = (actual: number, expected: number, within = 1e-9) => assert.ok(Math.abs(actual - expected) <= within);

test('late morning is the peak, the night a fifth of it, and midnight has no step', () => {
  close(relativeRate(11), 1);
  close(relativeRate(3), 0.2);
  close(relativeRate(0), relativeRate(24));
  fc.assert(
    fc.property(hour, (h) => {
      assert.ok(relativeRate(h) >= 0.2 - 1e-12 && relativeRate(h) <= 1 + 1e-12);
      assert.ok(Math.abs(relativeRate(h + 1 / 12) - relativeRate(h)) < 0.02, 'smooth');
    }),
  );
});

test('gaps have the mean of their hour, and speed divides them', () => {
  const draws = Array.from({ length: 10_000 }, (_, i) => (i + 0.5) / 10_000);
  const mean = draws.reduce((sum, draw) => sum + gapMs(draw, 11, 1), 0) / draws.length;
  close(mean, PEAK_GAP_MS, 10);
  close(gapMs(0.3, 3, 10) * 10, gapMs(0.3, 3, 1), 1e-6);
  close(perMinute(11, 4), 20);
  for (const draw of [0, 1, Number.NaN]) assert.throws(() => gapMs(draw, 11, 1), RangeError);
});

test('the hour is that of the wall, wherever the server stands', () => {
  const noon = Date.UTC(2026, 10, 22, 12, 30);
  assert.deepEqual([hourOf(noon, 0), hourOf(noon, 60), hourOf(noon, -780)], [12.5, 13.5, 23.5]);
  assert.deepEqual([3, 9, 11, 15, 20, 23].map(partOfDay), [
    'night',
    'morning',
    'midday',
    'afternoon',
    'evening',
    'night',
  ]);
});

test('the past is filled in order, wholly within its span, and more by day than by night', () => {
  const end = Date.UTC(2026, 10, 22, 9, 17);
  const span = 36 * 3_600_000;
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)].map((share) => backdated(share, end, span, 0));
      assert.ok(low !== undefined && high !== undefined && end - span <= low && low <= high && high <= end);
    }),
  );
  const hours = Array.from({ length: 2_000 }, (_, i) => Math.floor(hourOf(backdated(i / 2_000, end, DAY, 0), 0)));
  const at = (h: number) => hours.filter((other) => other === h).length;
  assert.ok(at(11) > 3 * at(3));
  assert.throws(() => backdated(1.1, end, span, 0), RangeError);
});
