import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sightingProblem } from './proofs/outbox';
import { drillReport } from './report';

const head = { date: '2026-11-23', commit: 'abc1234', seed: 1, machine: '2 cores' };
const times = (recoveryMs: number | null) => ({ kind: 'kill-web', recoveryMs, problem: null, back: true }) as const;
const result = {
  records: [times(900), times(1_500), times(4_000), times(null)],
  proofs: [{ claim: 'Nothing is lost', holds: true, found: '3 | 3' }],
  untried: [],
  requests: { orders: 3, sent: 5 },
  seconds: 90,
  log: '',
};

test('the report says how often and how long by kind', () => {
  const text = drillReport(head, result);
  assert.match(text, /\| kill -9 of the web process \| 4 \| 1\.5 s \| 4\.0 s \|/);
  assert.match(text, /every proof holds/);
  assert.match(text, /3 \\\| 3/);
});

test('a proof that fails and a fault that could not be tried are told', () => {
  const proofs = [{ claim: 'Nothing is lost', holds: false, found: '1 lost' }];
  const untried = ['full-disk: mounting takes root'];
  const text = drillReport(head, { ...result, proofs, untried });
  assert.match(text, /\*\*1 proofs fail\*\*/);
  assert.match(text, /- full-disk: mounting takes root/);
});

test('a gap, a repeat, a wrong order, a reset and an early end are each seen', () => {
  const saw = (seen: number[], resets = 0) =>
    sightingProblem({ name: 'x', from: 4, seen, repeats: 0, resets, loads: 0, connections: 1 }, 7);
  assert.equal(saw([5, 6, 7]), null);
  for (const seen of [
    [5, 7],
    [5, 5, 6, 7],
    [6, 5, 7],
    [5, 6],
    [5, 6, 7, 8],
  ])
    assert.notEqual(saw(seen), null, String(seen));
  assert.notEqual(saw([5, 6, 7], 1), null);
});
