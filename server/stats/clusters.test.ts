import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checked } from './checked.fixture';
import { hypergeometricTail } from './hypergeometricTail';
import { kMeans } from './kMeans';
import { given, near, reference } from './reference.fixture';
import { silhouette } from './silhouette';

type Golden = {
  sets: {
    columns: number;
    points: number[];
    fits: { clusters: number; labels: number[]; inertia: number; silhouette: number }[];
  }[];
  tables: { hits: number; drawn: number; marked: number; total: number; tail: number; fisher: number }[];
};
const golden = reference<Golden>('clusters');
const { tolerance, versions } = golden;
const options = { seed: 5, restarts: 200 };

test('k-means and the silhouette agree with scikit-learn', (t) => {
  const worst = golden.sets.flatMap(({ columns, points: values, fits }) =>
    fits.map((fit) => {
      const points = Float64Array.from(values);
      const own = kMeans({ points, columns }, fit.clusters, options);
      const what = `${fit.clusters} clusters of ${columns} columns`;
      const told = given(silhouette({ points, columns }, Uint8Array.from(fit.labels)));
      return [
        near([own.inertia], [fit.inertia], tolerance, `inertia, ${what}`),
        near([told], [fit.silhouette], tolerance, `silhouette, ${what}`),
      ];
    }),
  );
  const most = (which: 0 | 1) => Math.max(...worst.map((pair) => pair[which] ?? 9));
  checked(t, 'k-means: Σ squared distance of the best partition', { scikitLearn: '`KMeans`' }, versions, most(0));
  checked(t, 'mean silhouette', { scikitLearn: '`silhouette_score`' }, versions, most(1));
});

test('the hypergeometric tail agrees with scipy, also as Fisher’s exact test', (t) => {
  for (const { hits, drawn, marked, total, tail, fisher } of golden.tables) {
    const own = hypergeometricTail(hits, drawn, marked, total);
    const by = (expected: number, what: string) => near([Math.log(own)], [Math.log(expected)], tolerance, what);
    checked(t, 'hypergeometric tail', { scipy: '`hypergeom.sf`' }, versions, by(tail, 'tail'));
    checked(t, 'Fisher’s exact test, one-sided', { scipy: '`fisher_exact`' }, versions, by(fisher, 'Fisher'));
  }
});

test('every point is in the cluster of the nearest centre, and every centre is the mean of its points', () => {
  const row = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 6, maxLength: 40 }), fc.integer({ min: 1, max: 5 }), (rows, clusters) => {
      const points = Float64Array.from(rows.flat());
      const { labels, centres } = kMeans({ points, columns: 3 }, clusters, { seed: 1, restarts: 2 });
      assert.deepEqual(kMeans({ points, columns: 3 }, clusters, { seed: 1, restarts: 2 }).labels, labels);
      const away = (i: number, k: number) =>
        [0, 1, 2].reduce((sum, c) => sum + ((rows[i]?.[c] ?? 0) - (centres[3 * k + c] ?? 0)) ** 2, 0);
      for (const [i, label] of labels.entries()) {
        for (let k = 0; k < clusters; k++) assert.ok(away(i, label) <= away(i, k) + 1e-9);
      }
      const sizes = Array.from({ length: clusters }, (_, k) => labels.filter((label) => label === k).length);
      for (const [k, size] of sizes.entries()) assert.ok(k === 0 || size <= (sizes[k - 1] ?? 0));
    }),
    { numRuns: 50 },
  );
});

test('equal points make one cluster and no silhouette; what does not fit is refused', () => {
  const points = new Float64Array(12).fill(2);
  assert.deepEqual(Array.from(kMeans({ points, columns: 2 }, 2, options).labels), [0, 0, 0, 0, 0, 0]);
  assert.equal(silhouette({ points, columns: 2 }, new Uint8Array(6)), null);
  assert.throws(() => kMeans({ points, columns: 5 }, 2, options), /^RangeError: points: 12 of 5/);
  assert.throws(() => kMeans({ points, columns: 2 }, 7, options), /^RangeError: clusters: 7 of 6/);
  assert.throws(() => silhouette({ points, columns: 2 }, new Uint8Array(5)), /^RangeError: labels: 5 for 6/);
  assert.throws(() => hypergeometricTail(4, 3, 5, 9), /^RangeError: hits: 4, at most 3/);
  assert.throws(() => hypergeometricTail(1, 10, 5, 9), /^RangeError: drawn, marked: 10, 5 of 9/);
  assert.throws(() => hypergeometricTail(0.5, 3, 5, 9), /^RangeError: count: 0.5/);
});
