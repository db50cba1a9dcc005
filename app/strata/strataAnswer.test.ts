import assert from 'node:assert/strict';
import { test } from 'node:test';
import { siteEffect } from '@/app/siteEffect/effect.fixture';
import type { Confounder } from '@/server/queries/confounders';
import type { SiteEffect } from '@/server/queries/overview';
import { aucChange, aucThree, changeEnds } from './aucThree';
import { pairsStory, stratumAloneBetween } from './pairsStory';
import { PAPER_AUC } from './strata.fixture';
import { outOfHundred, strataAnswer } from './strataAnswer';

const variable = (worst: SiteEffect | null, none: Confounder['none'] = null): Confounder => ({
  by: worst?.by ?? 'viewPosition',
  strata: 2,
  effects: worst === null ? [] : [worst],
  ...{ worst, none, etaSquared: null, information: null, prevalenceOnly: null, coverage: [] },
  lift: { value: null, low: null, high: null, errorBound: null },
  adjusted: { value: null, low: null, high: null },
});

const byView = (grade: SiteEffect['grade'], value: number): SiteEffect => ({
  ...siteEffect(grade, value, value - 0.01, value + 0.01),
  ...{ by: 'viewPosition', stratum: 'AP', reference: 'PA' },
});

test('a stratum whose healthy score higher is named first, whichever way it was compared', () => {
  const up = strataAnswer('Edema', variable(byView('follows', 0.82)));
  assert.equal(up.headline, 'Among cases without Edema, AP images score higher than PA images in 82 of 100 pairs.');
  assert.match(up.detail, /^95 % interval 81 to 83; 120 and 150 cases without it\. The healthy score higher where/);
  const down = strataAnswer('Edema', variable(byView('shift', 0.18)));
  assert.match(down.headline, /PA images score higher than AP images in 82 of 100 pairs/);
  assert.match(down.detail, /^95 % interval 81 to 83; 150 and 120 .*not learned from prevalence/);
});

test('a small effect says that it is small, and never that nothing is followed', () => {
  const { headline, detail } = strataAnswer('Edema', variable(byView('below', 0.54)));
  assert.match(headline, /54 of 100 pairs, which is little: 50 is chance\.$/);
  assert.match(detail, /no proof/);
});

test('without a figure the page says why', () => {
  assert.match(strataAnswer('Edema', variable(null, 'no_truths')).detail, /No labels have come for Edema/);
  assert.match(strataAnswer('Edema', variable(null, 'one_stratum')).detail, /All cases are of one view/);
  assert.match(strataAnswer('Edema', undefined).detail, /No case has been read/);
});

test('the joint model of the paper is told as in the specification', () => {
  assert.equal(aucThree(stratumAloneBetween(PAPER_AUC) ?? 0), '.977');
  assert.match(
    pairsStory(PAPER_AUC, 'hospital', 'hospitals') ?? '',
    /^75\u00a0% of the pairs it ranks come from two different hospitals; knowing the hospital alone ranks \.977 of those right, the model \.980\./,
  );
  assert.equal(pairsStory({ ...PAPER_AUC, withinPairs: 1 }, 'site', 'sites'), null);
});

test('numbers out of a hundred and AUCs never reach their ends; changes have a sign', () => {
  assert.deepEqual([0.999, 0.001, 0.817].map(outOfHundred), ['more than 99', 'fewer than 1', '82']);
  assert.deepEqual([0.99999, 0.0001, 0.5].map(aucThree), ['>.999', '<.001', '.500']);
  assert.deepEqual([0.136, -0.0042, 0.0001].map(aucChange), ['+.136', '−.004', '.000']);
  assert.equal(changeEnds(-0.01, 0.02), '−.010 to +.020');
});
