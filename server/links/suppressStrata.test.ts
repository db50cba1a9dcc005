import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SMALLEST, suppressStrata } from './suppressStrata';

const stratum = (n: number, index: number) => ({ name: String(index), n, auc: 0.5, low: 0.4, high: 0.6 });

test('no small group can be worked out of the total and the groups that are shown', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 8 }), (sizes) => {
      const shown = suppressStrata(sizes.map(stratum));
      const hidden = sizes.filter((_, i) => shown[i]?.n === null);
      assert.ok(sizes.every((n, i) => n >= SMALLEST || shown[i]?.n === null));
      assert.ok(shown.every(({ n, auc }) => (n === null) === (auc === null)));
      const rest = hidden.reduce((sum, n) => sum + n, 0);
      // All are hidden, or what the total gives away is of two groups at least and of ten cases.
      assert.ok(hidden.length === 0 || hidden.length === sizes.length || (hidden.length >= 2 && rest >= SMALLEST));
    }),
  );
});

test('groups that are large enough are shown as they are', () => {
  const rows = [12, 10, 400].map(stratum);
  assert.deepEqual(suppressStrata(rows), rows);
});
