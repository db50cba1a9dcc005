import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProofReport } from '@/server/proof/proofReport';
import { summary } from './methodHead';
import { proofReport } from './proof.fixture';

const gate = (id: string, passes: boolean | null): ProofReport['gates'][number] => ({
  id,
  title: '',
  passes,
  checks: [],
});

test('a failed gate is named in the first paragraph', () => {
  const report = { ...proofReport(), gates: [gate('G1', true), gate('G5', false), gate('G15', null)] };
  assert.match(summary(report), /1 of 3 gates hold on the worst seed, G5 fails and 1 was not run/);
});

test('seeds that were given by hand are no judgement', () => {
  const report = proofReport();
  assert.doesNotMatch(summary(report), /by hand/);
  assert.match(summary({ ...report, seeds: { ...report.seeds, areJudged: false } }), /no judgement/);
});
