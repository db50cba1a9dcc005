import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pooledAuc } from './finding.fixture';
import { liftWords, likeWithLike, promise, whereItLooks } from './findingWords';

test('a lift whose interval leaves 0 out is said to fall or rise, others hardly to move', () => {
  assert.equal(
    likeWithLike('viewPosition', pooledAuc({ lift: [0.065, 0.055, 0.076] })),
    'Comparing only cases of the same view, the AUC falls from .895 to .830.',
  );
  assert.match(likeWithLike('site', pooledAuc({ lift: [-0.04, -0.05, -0.02] })) ?? '', /rises from/);
  assert.match(likeWithLike('site', pooledAuc({ lift: [0.01, -0.01, 0.02] })) ?? '', /hardly moves/);
  assert.equal(likeWithLike('site', pooledAuc({ lift: null })), null);
});

const share = { n: 260, undefined: 1, undefinedReasons: {}, enrichment: 0.3 };

test('where it looks is told against chance by the interval, from 50 maps on', () => {
  const told = whereItLooks({ ...share, mean: 0.55, low: 0.52, high: 0.58, areaOutside: 0.43 });
  assert.equal(
    told?.replaceAll('\u00a0', ' '),
    '55 % of its positive evidence over all cases lies outside the finding’s anatomy, more than chance (43 %).',
  );
  assert.match(
    whereItLooks({ ...share, mean: 0.44, low: 0.4, high: 0.5, areaOutside: 0.43 }) ?? '',
    /about what chance gives/,
  );
  assert.match(
    whereItLooks({ ...share, mean: 0.3, low: 0.28, high: 0.32, areaOutside: 0.43 }) ?? '',
    /less than chance/,
  );
  assert.equal(whereItLooks({ ...share, n: 49, mean: 0.3, low: 0.28, high: 0.32, areaOutside: 0.43 }), null);
});

test('observed over expected is said by its interval, without a verdict when it holds 1', () => {
  assert.match(promise({ value: 1.02, low: 0.98, high: 1.06 }), /as many cases as there are/);
  assert.match(promise({ value: 0.25, low: 0.2, high: 0.3 }), /4\.0-fold too high/);
  assert.match(promise({ value: 1.5, low: 1.4, high: 1.6 }), /clearly too low/);
  assert.match(promise({ value: null, low: null, high: null }), /Too few/);
});

test('a lift is said to be there only when its interval leaves 0 out', () => {
  assert.match(liftWords('site', pooledAuc({ lift: [0.06, 0.05, 0.07] })), /comes from knowing the site/);
  assert.match(liftWords('site', pooledAuc({ lift: [-0.06, -0.07, -0.05] })), /lower than it is within/);
  assert.match(liftWords('site', pooledAuc({ lift: [0.01, -0.01, 0.02] })), /^nothing/);
});
