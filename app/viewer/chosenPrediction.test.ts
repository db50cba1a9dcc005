import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InstancePrediction } from '@/server/queries/caseDetail';
import { chosenPrediction } from './chosenPrediction';

function prediction(model: string, finding: string, probability: number): InstancePrediction {
  const shares = {
    outsideShare: null,
    negativeOutsideShare: null,
    areaOutside: null,
    enrichment: null,
    contributionInside: null,
    contributionOutside: null,
  };
  return {
    ...shares,
    model,
    versionId: `id of ${model}`,
    state: 'live',
    finding,
    probability,
    logit: 0,
    percentile: null,
    baseline: 0.1,
    threshold: null,
    anatomy: ['lungs'],
    undefinedReason: null,
    undilated: null,
    ledger: null,
    flags: [],
    ...{ maskSource: 'upload', maskFlag: null, maskIssues: [], prior: null },
    definitionVersion: '1',
    predictedAt: '2026-11-22T00:00:00Z',
    mapUnit: null,
    links: { saliency: null, logRatio: null },
  };
}

const all = [prediction('a@1', 'Edema', 0.1), prediction('a@1', 'Mass', 0.3), prediction('b@1', 'Edema', 0.9)];
const chosen = (model?: string, finding?: string): string => {
  const found = chosenPrediction(all, { model, finding });
  return `${found?.model} ${found?.finding}`;
};

test('the address decides; without one the most unusual score does', () => {
  assert.equal(chosen('a@1', 'Edema'), 'a@1 Edema');
  assert.equal(chosen('id of a@1', 'Edema'), 'a@1 Edema');
  assert.equal(chosen('a@1'), 'a@1 Mass');
  assert.equal(chosen(), 'b@1 Edema');
  assert.equal(chosen('gone@1', 'gone'), 'b@1 Edema');
});

test('a candidate stands for a case only where it is asked for, or where nobody else has answered', () => {
  const shadow = { ...prediction('c@2', 'Edema', 0.99), state: 'shadow' } as const;
  const first = (asked: { model?: string; finding?: string }, among = [...all, shadow]) =>
    chosenPrediction(among, { model: asked.model, finding: asked.finding })?.model;
  assert.equal(first({}), 'b@1');
  assert.equal(first({ finding: 'Edema' }), 'a@1');
  assert.equal(first({ model: 'c@2' }), 'c@2');
  assert.equal(first({}, [shadow]), 'c@2');
});

test('a case that nobody read has none', () =>
  assert.equal(chosenPrediction([], { model: undefined, finding: undefined }), null));
