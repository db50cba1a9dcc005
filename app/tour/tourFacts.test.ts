import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aucOf, effectSummary, NO_EFFECT, NO_LABELS, siteEffect } from '@/app/siteEffect/effect.fixture';
import type { OverviewFinding, OverviewModel } from '@/server/queries/overview';
import { tourFacts } from './tourFacts';

const finding = (changes: Partial<OverviewFinding>): OverviewFinding => ({
  ...{ finding: 'Pneumonia', n: 300, positives: 50, labelled: 300, flagged: 0, meanProbability: 0.1, trend: [] },
  outsideShare: {
    ...{ n: 300, undefined: 0, undefinedReasons: {}, mean: 0.49, low: 0.47, high: 0.51, areaOutside: 0.55 },
    enrichment: null,
  },
  auc: aucOf(0.92),
  siteEffect: effectSummary(siteEffect('below', 0.52, 0.45, 0.58)),
  ...changes,
});

const model = (name: string, changes: Partial<OverviewFinding> = {}): OverviewModel => ({
  ...{ versionId: name, name, version: '1', scope: 'demo', createdAt: '2026-11-22T00:00:00Z', hasSaliency: true },
  ...{ state: 'live', findings: [finding(changes)] },
});

const follows = { siteEffect: effectSummary(siteEffect('follows', 0.98, 0.96, 0.99)) };
const faithful = model('phantom-faithful');
const shortcut = model('phantom-shortcut', follows);

test('with the figures as the demonstration is made to give them every claim holds', () => {
  assert.deepEqual(tourFacts([shortcut, faithful]), {
    ready: true,
    claims: ['pooled-auc', 'outside-share', 'site-effect', 'feed'],
  });
});

test('a claim that the figures do not bear out is not made', () => {
  const claims = (...models: OverviewModel[]) => tourFacts(models).claims;
  assert.ok(!claims(shortcut, model('phantom-faithful', { auc: aucOf(0.7) })).includes('pooled-auc'));
  const outsideShare = { ...finding({}).outsideShare, mean: 0.6, low: 0.58, high: 0.62 };
  assert.ok(
    !claims({ ...shortcut, findings: [finding({ ...follows, outsideShare })] }, faithful).includes('outside-share'),
  );
  const weak = { siteEffect: effectSummary(siteEffect('weak', 0.62, 0.6, 0.64)) };
  assert.ok(!claims(shortcut, model('phantom-faithful', weak)).includes('site-effect'));
  assert.ok(!claims(model('phantom-shortcut', weak), faithful).includes('site-effect'));
});

test('without figures for both models it is not ready, and claims nothing of them', () => {
  const { ready, claims } = tourFacts([shortcut, model('phantom-faithful', { auc: NO_LABELS, siteEffect: NO_EFFECT })]);
  assert.equal(ready, false);
  assert.deepEqual(claims, ['outside-share', 'feed']);
});

test('with too few cases for a word on the site effect it is not ready', () => {
  const few = { siteEffect: effectSummary(siteEffect('few', 0.98, 0.9, 0.99)) };
  assert.equal(tourFacts([model('phantom-shortcut', few), faithful]).ready, false);
});

test('real models are never spoken of, not even under the same names', () => {
  const nothing = { ready: false, claims: [] };
  assert.deepEqual(tourFacts([]), nothing);
  assert.deepEqual(tourFacts([shortcut]), nothing);
  assert.deepEqual(tourFacts([shortcut, { ...faithful, scope: 'all' }]), nothing);
});
