import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { agreement } from './agreement.fixture';
import { checked } from './checked.fixture';
import { exactAuc } from './exactAuc';
import { prevalenceOnlyAuc } from './prevalenceOnlyAuc';
import { reference } from './reference.fixture';

type Case = { name: string; sites: { positives: number[]; negatives: number[] }[]; prevalenceOnly: number };
const golden = reference<{ cases: Case[] }>('siteMatrix');

const total = (counts: number[]): number => counts.reduce((sum, count) => sum + count, 0);

test('the closed form is scikit-learn’s AUC of the prevalences', (t) => {
  const { near, worst } = agreement(golden.tolerance);
  for (const { name, sites, prevalenceOnly } of golden.cases) {
    const counts = sites.map((site) => ({ positives: total(site.positives), negatives: total(site.negatives) }));
    near(prevalenceOnlyAuc(counts), prevalenceOnly, name);
  }
  checked(t, 'prevalence-only AUC', { scikitLearn: '`roc_auc_score` of the prevalences' }, golden.versions, worst());
});

test('the two sites of the paper, 22,062 images at 1.2 % and 8,388 at 34.2 %, give .857', (t) => {
  const site = (images: number, prevalence: number) => ({
    positives: images * prevalence,
    negatives: images * (1 - prevalence),
  });
  const sites = [site(22_062, 0.012), site(8_388, 0.342)];
  const printed = prevalenceOnlyAuc(sites) ?? 9;
  assert.equal(printed.toFixed(3), '0.857');
  const by = { 'Zech et al. 2018': '(counts; .8567 by hand)' };
  checked(t, 'prevalence-only AUC of the paper’s two sites', by, {}, Math.abs(printed - 0.8567));
  const [low, high] = sites;
  const tpr = (high?.positives ?? 0) / ((high?.positives ?? 0) + (low?.positives ?? 0));
  const fpr = (high?.negatives ?? 0) / ((high?.negatives ?? 0) + (low?.negatives ?? 0));
  assert.ok(Math.abs((prevalenceOnlyAuc(sites) ?? 9) - (1 + tpr - fpr) / 2) < 1e-12);
});

const sites = fc.array(fc.record({ positives: fc.nat(12), negatives: fc.nat(12) }), { minLength: 1, maxLength: 6 });

test('it is the AUC of the prevalence as a score, at least .5, and splitting a site in like halves changes nothing', () => {
  fc.assert(
    fc.property(sites, (counts) => {
      const scores = (kind: 'positives' | 'negatives') =>
        counts.flatMap((site) => Array<number>(site[kind]).fill(site.positives / (site.positives + site.negatives)));
      const [value, expected] = [prevalenceOnlyAuc(counts), exactAuc(scores('positives'), scores('negatives')).value];
      assert.equal(value === null, expected === null);
      if (value === null || expected === null) return;
      assert.ok(Math.abs(value - expected) < 1e-12 && value >= 0.5 - 1e-12 && value <= 1 + 1e-12);
      const halves = counts.flatMap(({ positives, negatives }) => {
        const half = { positives: positives / 2, negatives: negatives / 2 };
        return [half, half];
      });
      assert.ok(Math.abs((prevalenceOnlyAuc(halves) ?? 9) - value) < 1e-12);
    }),
  );
});

test('no site, no positive or no negative gives none; a site without images does not count', () => {
  assert.equal(prevalenceOnlyAuc([]), null);
  assert.equal(prevalenceOnlyAuc([{ positives: 0, negatives: 4 }]), null);
  assert.equal(
    prevalenceOnlyAuc([
      { positives: 0, negatives: 0 },
      { positives: 3, negatives: 4 },
    ]),
    0.5,
  );
  assert.throws(() => prevalenceOnlyAuc([{ positives: -1, negatives: 4 }]), /count: -1/);
  assert.throws(() => prevalenceOnlyAuc([{ positives: Number.NaN, negatives: 4 }]), /count: NaN/);
});
