import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutHidden } from './withoutHidden';

const [A, B] = ['0b8e7d9e-0000-4000-8000-000000000001', '0b8e7d9e-0000-4000-8000-000000000002'];
const at = new Date(0);
const answer = () => ({
  n: 2,
  at,
  clusters: [{ n: 2, mean: Float32Array.of(1), examples: [A, B] }],
  findings: [{ finding: 'Edema', moved: [{ instanceId: A, model: 0.1 }], turned: [{ instanceId: B, model: 0.2 }] }],
  none: null,
});

test('entries that name a hidden image are left out at any depth, and nothing else is', () => {
  assert.deepEqual(withoutHidden(answer(), new Set([A])), {
    ...answer(),
    clusters: [{ n: 2, mean: Float32Array.of(1), examples: [B] }],
    findings: [{ finding: 'Edema', moved: [], turned: [{ instanceId: B, model: 0.2 }] }],
  });
});

test('while nothing is hidden the answer is handed on as it is', () => {
  const told = answer();
  assert.equal(withoutHidden(told, new Set()), told);
});
