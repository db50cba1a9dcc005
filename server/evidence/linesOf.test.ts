import assert from 'node:assert/strict';
import { test } from 'node:test';
import { erasures, evidenceOf, judge, swaps, variable } from './evidence.fixture';
import type { EditPair } from './evidenceInput';
import { pOfAuc, pOfInterval } from './pOfInterval';

const near = (actual: number | null | undefined, expected: number, by = 1e-9) =>
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) <= by, `${actual}, expected ${expected}`);

const lineOf = (edits: EditPair[], id: string, known: Partial<Parameters<typeof evidenceOf>[1]> = {}) => {
  const { lines } = judge(evidenceOf([variable(0.9)], { edits, ...known }));
  const line = lines.find((one) => one.id === id);
  assert.ok(line, `${id} in ${lines.map((one) => one.id).join(' ')}`);
  return line;
};

test('the net of swaps is the mean over recipients of other less same, along the gradient, in sd', () => {
  const line = lineOf(swaps({ n: 80, effect: 0.7 }), 'swap:site');
  near(line.effect, 0.7);
  // ±.1 logits over 80 patients: sd .1 · √(80/79), t(.975; 79) = 1.990450, all over an sd of 2
  near(line.high, 0.7 + (1.99045 * 0.1 * Math.sqrt(80 / 79)) / Math.sqrt(80) / 2, 1e-6);
  assert.deepEqual([line.n, line.counted, line.unit, line.direction, line.grade], [80, 'pairs', 'sd', 'along', 'red']);
  const turned = lineOf(swaps({ n: 80, effect: 0.7 }), 'swap:site', { prevalence: { A: 0.01, B: 0.34 } });
  near(turned.effect, -0.7);
  assert.equal(turned.direction, 'against');
});

test('a swap between sites of the same or an unknown prevalence has no direction', () => {
  const prevalences: Record<string, number>[] = [{ A: 0.1, B: 0.1 }, { A: 0.1 }];
  for (const prevalence of prevalences) {
    const line = lineOf(swaps({ n: 80, effect: 0.7 }), 'swap:site', { prevalence });
    assert.deepEqual([line.effect, line.reason, line.grade], [null, 'no_gradient', null]);
  }
});

test('the erasure is a difference of differences, turned by the prevalence', () => {
  const edits = erasures({ n: 80, effect: 0.9 });
  near(lineOf(edits, 'erase:site').effect, 0.9);
  const { lines } = judge(evidenceOf([variable(0.1, { prevalenceSign: -1 })], { edits }));
  near(lines.find(({ id }) => id === 'erase:site')?.effect, -0.9);
  const none = judge(evidenceOf([variable(0.9, { prevalenceSign: 0 })], { edits })).lines;
  assert.equal(none.find(({ id }) => id === 'erase:site')?.reason, 'no_gradient');
});

test('what both strata lose by the erasure and its sham is no effect', () => {
  const edits = erasures({ n: 80, effect: 0 }).map((pair) => ({ ...pair, after: pair.after - 3 }));
  near(lineOf(edits, 'erase:site').effect, 0);
  const everywhere = edits.map((pair) => (pair.kind === 'marker-erase' ? { ...pair, after: pair.after - 2 } : pair));
  near(lineOf(everywhere, 'erase:site').effect, 0);
});

test('cases with nothing to edit count as no effect, and are counted', () => {
  const half = swaps({ n: 80, effect: 1 }).map(
    (pair, i): EditPair =>
      Math.floor(i / 4) % 2 === 0 ? { ...pair, outcome: 'nothing-to-edit', inDistribution: null } : pair,
  );
  const line = lineOf(half, 'swap:site');
  near(line.effect, 0.5, 0.02);
  assert.deepEqual([line.n, line.pairs], [80, { nothingToEdit: 40, outOfDistribution: 0 }]);
});

test('a donor of the same site who brings a marker where none is counts, though the other brings none', () => {
  const edits = swaps({ n: 80, effect: 0 }).map(
    (pair): EditPair =>
      pair.kind === 'swap-other'
        ? { ...pair, outcome: 'nothing-to-edit' }
        : { ...pair, after: pair.before + (pair.site === 'A' ? 1 : -1) },
  );
  const line = lineOf(edits, 'swap:site');
  near(line.effect, 0.5);
  assert.equal(line.pairs?.nothingToEdit, 0);
});

test('edits outside of the distribution are counted and have no effect', () => {
  const edits = [...swaps({ n: 80, effect: 0 })].map((pair, i) =>
    i < 40 ? { ...pair, inDistribution: i < 20 ? false : null, after: 9 } : pair,
  );
  const line = lineOf(edits, 'swap:site');
  near(line.effect, 0, 1e-9);
  assert.deepEqual([line.n, line.pairs?.outOfDistribution], [60, 20]);
});

test('cases with the finding, and those without a label, are not swapped for the verdict', () => {
  const edits = swaps({ n: 80, effect: 1 });
  for (const truth of [1, null] as const) {
    assert.equal(
      lineOf(
        edits.map((pair) => ({ ...pair, truth })),
        'swap:site',
      ).reason,
      'no_edits',
    );
  }
});

test('a patient counts once, however many images there are of him', () => {
  const edits = swaps({ n: 80, effect: 0.6 });
  const once = lineOf(edits, 'swap:site');
  const copies = [1, 2, 3].flatMap((copy) =>
    edits.map((pair) => ({ ...pair, instanceId: `${pair.instanceId} ${copy}` })),
  );
  const thrice = lineOf(copies, 'swap:site');
  near(thrice.low, once.low ?? 9);
  assert.deepEqual([once.n, thrice.n], [80, 240]);
});

test('decisions that turn at the threshold are counted', () => {
  // before −1, threshold 0: those of B rise by 2.2 ± .1 and cross it, those of A fall.
  assert.deepEqual(lineOf(swaps({ n: 80, effect: 1.1 }), 'swap:site').flips, { n: 40, of: 80 });
  assert.equal(lineOf(swaps({ n: 80, effect: 1.1 }), 'swap:site', { threshold: null }).flips, null);
});

test('the gain is the paired difference of AUCs before and after the erasure', () => {
  const edits = erasures({ n: 200, effect: 1 }).map((pair): EditPair => {
    const [i, sick] = [Number(pair.instanceId.slice(5)), Number(pair.instanceId.slice(5)) % 4 === 1];
    const before = (sick ? 1 : 0) + (pair.site === 'A' ? 2 : 0) + (i % 7) / 10;
    return {
      ...pair,
      truth: sick ? 1 : 0,
      before,
      after: pair.kind === 'marker-erase' && pair.site === 'A' ? before - 2 : before,
    };
  });
  const line = lineOf(edits, 'gain');
  assert.ok((line.effect ?? 0) > 0.3 && (line.low ?? 0) > 0.2 && (line.p ?? 1) < 1e-6);
  assert.deepEqual([line.n, line.role, line.reason, line.grade], [200, 'explains', 'few_cases', null]);
});

test('lines stand in the order of their weight, each under an id of its own', () => {
  const { lines } = judge(
    evidenceOf(
      [variable(0.9), variable(0.5, { by: 'portable' }), variable(0.5, { by: 'ageBand', isAcquisition: false })],
      {
        lifts: [{ by: 'site', lift: { value: 0.05, low: 0.03, high: 0.07 }, positives: 200, strata: 2 }],
        external: { difference: { value: 0.1, low: 0.05, high: 0.15 }, positives: 200 },
      },
    ),
  );
  assert.deepEqual(
    lines.map(({ id }) => id),
    [
      ...['negatives:site', 'negatives:portable', 'swap:site', 'erase:site', 'erase:portable'],
      ...['negatives:ageBand', 'gain', 'lift:site', 'external', 'frame'],
    ],
  );
});

test('p is under .05 where the interval excludes the null', () => {
  near(pOfInterval({ value: 1, low: 0, high: 2 }, 0), 0.05, 1e-9);
  near(pOfInterval({ value: -1, low: -2, high: 0 }, 0), 0.05, 1e-9);
  assert.deepEqual(
    [pOfInterval({ value: 1, low: 1, high: 1 }, 0), pOfInterval({ value: 0, low: 0, high: 0 }, 0)],
    [0, 1],
  );
  const logit = (share: number) => 1 / (1 + Math.exp(-share));
  near(pOfAuc({ value: logit(1), low: logit(0), high: logit(2) }), 0.05, 1e-9);
  assert.ok(pOfAuc({ value: 1, low: 0.97, high: 1 }) < 1e-9 && pOfAuc({ value: 0, low: 0, high: 0.03 }) < 1e-9);
});
