import assert from 'node:assert/strict';
import { test } from 'node:test';
import { referenceGroups } from './referenceGroups';

test('labels are grouped by who said so', () => {
  const truth = (finding: string, value: 0 | 1, source: string) => ({
    finding,
    value,
    source,
    receivedAt: '2026-11-22T00:00:00Z',
  });
  assert.deepEqual(
    referenceGroups([truth('Edema', 1, 'report'), truth('Mass', 0, 'report'), truth('Edema', 0, 'reader')]),
    [
      { source: 'report', present: ['Edema'], absent: ['Mass'] },
      { source: 'reader', present: [], absent: ['Edema'] },
    ],
  );
});
