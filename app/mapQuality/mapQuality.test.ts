import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckFigures } from '@/server/analysis/mapQualityAnswers';
import { cascadePoints, independentPoints } from './curvePoints';
import { figureText } from './figure';
import { qualitySentence } from './qualitySentence';
import { absentWords, reasonsOf } from './rateWords';

const figures = {
  layers: 8,
  curve: [
    { arm: 'cascade', from: 0, to: 1, likeness: { value: 0.5, low: 0.4, high: 1.2 }, images: 8, seeds: 3 },
    { arm: 'cascade', from: 0, to: 8, likeness: null, images: 8, seeds: 3 },
    { arm: 'independent', from: 1, to: 3, likeness: { value: 0.4, low: null, high: null }, images: 8, seeds: 3 },
  ],
} satisfies Pick<CheckFigures, 'curve' | 'layers'>;

test('the curve begins with the learned network, stays within 0 and 1, and leaves out what is not told', () => {
  const cascade = cascadePoints(figures);
  assert.deepEqual(
    cascade.map(({ share, value, high }) => [share, value, high]),
    [
      [0, 1, 1],
      [1 / 8, 0.5, 1],
    ],
  );
  assert.deepEqual(
    independentPoints(figures).map(({ share, low }) => [share, low]),
    [[0.25, 0.4]],
  );
});

test('the sentence says what is offered and what is not', () => {
  const none = { images: 8, seeds: [1], shift: null, vanished: 0, skipped: {}, randomised: null };
  const whole: CheckFigures = { ...figures, ...none, reason: null, parameters: {} };
  const method = (label: string, state: 'passed' | 'failed' | 'undecided') => ({ label, state, figures: whole });
  assert.equal(
    qualitySentence([method('CAM', 'passed'), method('RISE', 'passed'), method('Edges', 'failed')]),
    'CAM and RISE notice the weights. Edges does not, and is not offered.',
  );
  assert.equal(qualitySentence([method('RISE', 'undecided')]), 'Undecided: RISE.');
  assert.equal(qualitySentence([{ label: 'CAM', state: 'not-checked', figures: null }]), 'No method could be checked.');
});

test('reasons that nothing has are told apart from those that nobody looked for', () => {
  const share = (hits: number) => ({ value: hits / 9, low: 0, high: 1, hits, n: 9 });
  const row = (reason: string, hits: number | null) => ({
    ...{ reason, finding: 'Edema', examples: [] },
    share: hits === null ? null : share(hits),
  });
  const found = reasonsOf([row('blank', 0), row('flat', 2), row('inverted', null)]);
  assert.deepEqual(found, { found: ['flat'], absent: ['blank'] });
  assert.equal(absentWords(['blank', 'flat', 'inverted']), 'blank; flat or inverted');
});

test('a figure has its interval where one is told', () => {
  assert.equal(figureText({ value: 0.5, low: 0.4, high: 0.6 }), '0.50 ±0.10');
  assert.equal(figureText({ value: -0.5, low: null, high: null }), '−0.50');
  assert.equal(figureText(null), null);
});
