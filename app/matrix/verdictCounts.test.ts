import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectSummary, NO_EFFECT, NO_LABELS, siteEffect } from '@/app/siteEffect/effect.fixture';
import type { OverviewFinding, OverviewModel, SiteEffectSummary } from '@/server/queries/overview';
import { verdictCounts } from './verdictCounts';

const finding = (siteEffect: SiteEffectSummary): OverviewFinding => ({
  ...{ finding: 'Edema', n: 1, positives: 0, labelled: 0, flagged: 0, meanProbability: 0.1, auc: NO_LABELS, trend: [] },
  outsideShare: {
    n: 0,
    mean: null,
    low: null,
    high: null,
    areaOutside: null,
    undefined: 0,
    undefinedReasons: {},
    enrichment: null,
  },
  siteEffect,
});

const model = (findings: OverviewFinding[]): OverviewModel => ({
  ...{ versionId: 'v', name: 'm', version: '1', scope: 'all', createdAt: '2026-11-22T00:00:00Z', hasSaliency: true },
  ...{ state: 'live', findings },
});

test('verdicts are counted over all versions, strongest first, and what has none is not counted', () => {
  const below = finding(effectSummary(siteEffect('below', 0.5)));
  const models = [
    model([below, finding(NO_EFFECT)]),
    model([finding(effectSummary(siteEffect('follows', 0.9))), below]),
  ];
  assert.deepEqual(verdictCounts(models), [
    { grade: 'follows', n: 1 },
    { grade: 'below', n: 2 },
  ]);
  assert.deepEqual(verdictCounts([]), []);
});
