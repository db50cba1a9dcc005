import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addToAverage, emptyAverage, qualityFault } from './qualityFaults';
import { type QualityFacts, qualityGrade } from './qualityGrade';
import { absoluteLikeness, signedLikeness, topOverlap } from './qualityLikeness';
import { qualityShift } from './qualityShift';
import { qualitySpans } from './qualitySpans';

const ramp = Float32Array.from({ length: 49 }, (_, i) => i - 10);
const down = ramp.map((value) => -value);
const set = (...maps: Float32Array[]) => ({
  ...{ height: 7, width: 7 },
  values: Float32Array.from(maps.flatMap((map) => [...map])),
});

test('spans go from the head to all layers, and each step alone, without gaps', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), (layers) => {
      const spans = qualitySpans(layers);
      const cascade = spans.filter(({ arm }) => arm === 'cascade');
      assert.ok(cascade.every(({ from }) => from === 0));
      assert.deepEqual([cascade[0]?.to, cascade.at(-1)?.to], [1, layers]);
      const alone = spans.filter(({ arm }) => arm === 'independent');
      assert.deepEqual(
        alone.map(({ from }) => from),
        cascade.slice(0, -1).map(({ to }) => to),
      );
      assert.deepEqual(
        alone.map(({ to }) => to),
        cascade.slice(1).map(({ to }) => to),
      );
    }),
  );
  assert.throws(() => qualitySpans(0), /^RangeError: layers/);
});

test('likeness follows ranks, its absolute the sign too, and flat maps are counted apart', () => {
  assert.deepEqual(signedLikeness(set(ramp, ramp), set(ramp, down)), { value: 0, undefined: 0 });
  assert.deepEqual(absoluteLikeness(set(ramp, ramp), set(ramp, down)), { value: 1, undefined: 0 });
  const flat = new Float32Array(49);
  const broken = ramp.map((value, i) => (i === 3 ? Number.NaN : value));
  assert.deepEqual(signedLikeness(set(ramp, ramp, ramp), set(ramp, flat, broken)), { value: 1, undefined: 2 });
  assert.equal(topOverlap(set(ramp), set(ramp)).value, 1);
  assert.equal(topOverlap(set(ramp), set(down)).value, 0);
  assert.throws(() => signedLikeness(set(ramp), set(ramp, ramp)), /^RangeError: maps/);
});

test('the shares of one finding that moved are enough, after Bonferroni', () => {
  const low = Array.from({ length: 40 }, (_, i) => 0.2 + i / 1000);
  const high = low.map((value) => value + 0.3);
  const same = { learned: low, permuted: low };
  assert.equal(qualityShift([same, same])?.p, 1);
  const moved = qualityShift([same, { learned: low, permuted: high }]);
  assert.deepEqual([moved?.finding, moved?.distance, moved?.n], [1, 1, 40]);
  assert.ok((moved?.p ?? 1) < 1e-9);
  assert.equal(qualityShift([{ learned: [0.1], permuted: [0.2] }]), null);
});

test('a method passes only if its maps and its shares move', () => {
  const full = { value: 0.2, low: 0.1, high: 0.3 };
  const sound: QualityFacts = { images: 64, full, head: null, p: 1e-4, vanished: 0 };
  const of = (facts: Partial<QualityFacts>) => Object.values(qualityGrade({ ...sound, ...facts })).join(' ');
  assert.equal(of({}), 'passed ');
  assert.equal(of({ full: { value: 0.31, low: null, high: null } }), 'failed alike');
  assert.equal(of({ head: { value: 0.9, low: null, high: null } }), 'failed head-alike');
  assert.equal(of({ p: 0.2 }), 'failed unmoved');
  assert.equal(of({ p: 0.2, images: 24 }), 'undecided few-images');
  assert.equal(of({ p: null }), 'undecided no-shares');
  assert.equal(of({ full: null }), 'undecided no-maps');
  assert.equal(of({ vanished: 0.6 }), 'undecided no-maps');
  assert.equal(of({ images: 4 }), 'undecided few-images');
});

test('faults are told apart; only a predicted positive can lie against the others', () => {
  const average = emptyAverage(49);
  for (let i = 0; i < 20; i++) addToAverage(average, ramp);
  addToAverage(average, ramp.slice(0, 3));
  assert.equal(average.n, 20);
  const fault = (map: Float32Array, isPositive = true) => qualityFault(map, { isPositive, average });
  assert.equal(fault(ramp), null);
  assert.equal(fault(down), 'inverted');
  assert.equal(fault(down, false), null);
  assert.equal(fault(new Float32Array(49)), 'blank');
  assert.equal(fault(new Float32Array(49).fill(2)), 'flat');
  assert.equal(fault(ramp.map((value) => value - 100)), 'all-negative');
  assert.equal(fault(ramp.map((value, i) => (i === 0 ? Number.POSITIVE_INFINITY : value))), 'not-finite');
  assert.equal(qualityFault(down, { isPositive: true, average: emptyAverage(49) }), null);
});
