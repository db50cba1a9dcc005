import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presetsAt } from './periods';

test('months and quarters that are over, across the turn of a year', () => {
  const presets = presetsAt(new Date('2026-02-14T13:00:00Z'));
  assert.deepEqual(
    presets.map(({ name, from, to }) => [name, from.slice(0, 10), to.slice(0, 10)]),
    [
      ['January 2026', '2026-01-01', '2026-02-01'],
      ['December 2025', '2025-12-01', '2026-01-01'],
      ['November 2025', '2025-11-01', '2025-12-01'],
      ['Quarter 4 of 2025', '2025-10-01', '2026-01-01'],
      ['Quarter 3 of 2025', '2025-07-01', '2025-10-01'],
      ['February 2026 so far', '2026-02-01', '2026-02-15'],
    ],
  );
});
