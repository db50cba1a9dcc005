import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interval, percent, plusMinus, probability } from './share';

test('shares are whole percent, with one decimal under ten', () => {
  assert.equal(percent(0.6221), '62\u00a0%');
  assert.equal(percent(0.0543), '5.4\u00a0%');
  assert.equal(percent(0.0996), '10\u00a0%');
  assert.equal(percent(0), '0\u00a0%');
  assert.equal(percent(0.0004), '<0.1\u00a0%');
});

test('a share is 100 % only when nothing is missing', () => {
  assert.equal(percent(0.994), '99\u00a0%');
  assert.equal(percent(0.9974), '99.7\u00a0%');
  assert.equal(percent(0.99993), '>99.9\u00a0%');
  assert.equal(percent(1), '100\u00a0%');
});

test('probabilities have one decimal and never reach their ends', () => {
  assert.equal(probability(0.0214), '2.1\u00a0%');
  assert.equal(probability(0.0004), '<0.1\u00a0%');
  assert.equal(probability(0.99999), '>99.9\u00a0%');
});

test('an interval is half a width in tables and two ends in text', () => {
  assert.equal(plusMinus(0.53, 0.57), '±2');
  assert.equal(plusMinus(0.53, 0.535), '±0.3');
  assert.equal(plusMinus(null, 0.5), null);
  assert.equal(interval(0.53, 0.57), '53 to 57\u00a0%');
});
