import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GOLDEN_TOLERANCE, type Golden, goldenDrift } from './golden';

const asked = (values: number[], scale: Golden['scale'] = 'logit'): Golden => ({
  runtime: 'made 1',
  scale,
  answers: [{ picture: 'chest', values }],
});

test('logits of another order of summation are met, those of another network are not', () => {
  assert.ok(goldenDrift(asked([-3, 0.2, 40]), asked([-3.00001, 0.20001, 40.0004])).worst < GOLDEN_TOLERANCE);
  const far = goldenDrift(asked([-3, 0.2]), asked([-3, 0.2002]));
  assert.ok(far.worst > GOLDEN_TOLERANCE && far.picture === 'chest');
});

test('probabilities are compared as logits, but not where a float32 cannot tell them apart', () => {
  assert.equal(goldenDrift(asked([0.9999999], 'probability'), asked([1], 'probability')).worst, 0);
  assert.ok(goldenDrift(asked([0.001], 'probability'), asked([0.0011], 'probability')).worst > GOLDEN_TOLERANCE);
});

test('NaN, another number of answers and a missing picture are as far as can be', () => {
  for (const now of [asked([1, Number.NaN]), asked([1]), { ...asked([1, 2]), answers: [] }]) {
    assert.equal(goldenDrift(asked([1, 2]), now).worst, Number.POSITIVE_INFINITY);
  }
});
