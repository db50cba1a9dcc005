import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ShareSet } from '@/server/queries/caseDetail';
import { chanceText, FIGURES, type Figure, figureText, missingBecause } from './figures';

const set: ShareSet = {
  outsideShare: null,
  negativeOutsideShare: 0.42,
  areaOutside: 0.6,
  enrichment: null,
  contributionInside: -0.0312,
  contributionOutside: 0.25,
};

const figure = (of: keyof ShareSet): Figure => {
  const found = FIGURES.find((known) => known.of === of);
  assert.ok(found);
  return found;
};

const plain = (text: string | null): string | null => text?.replaceAll('\u00a0', ' ') ?? null;

test('shares are percents, contributions signed logits, what is undefined is no number', () => {
  assert.equal(plain(figureText(figure('negativeOutsideShare'), set)), '42 %');
  assert.equal(figureText(figure('contributionInside'), set), '−0.031');
  assert.equal(figureText(figure('contributionOutside'), set), '+0.250');
  assert.equal(figureText(figure('outsideShare'), set), null);
});

test('both shares carry their chance, the area outside; nothing else does', () => {
  const carriers = FIGURES.filter((known) => chanceText(known, set) !== null).map((known) => known.of);
  assert.deepEqual(carriers, ['outsideShare', 'negativeOutsideShare']);
  assert.equal(plain(chanceText(figure('negativeOutsideShare'), set)), 'chance 60 %');
  assert.equal(chanceText(figure('outsideShare'), { ...set, areaOutside: null }), null);
});

test('what is undefined names its own reason', () => {
  assert.equal(missingBecause(figure('outsideShare'), 'no_positive_evidence'), 'no_positive_evidence');
  assert.equal(missingBecause(figure('negativeOutsideShare'), null), 'no_negative_evidence');
  assert.equal(missingBecause(figure('negativeOutsideShare'), 'no_positive_evidence'), 'no_negative_evidence');
  assert.equal(missingBecause(figure('contributionInside'), 'mask_missing'), 'mask_missing');
  assert.equal(missingBecause(figure('enrichment'), null), null);
});
