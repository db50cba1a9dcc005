import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_EFFECT, NO_LABELS } from '@/app/siteEffect/effect.fixture';
import type { Overview, OverviewFinding } from '@/server/queries/overview';
import { aboveChance, answer } from './answer';

function finding(name: string, mean: number | null, low: number | null, areaOutside: number | null): OverviewFinding {
  const high = low === null || mean === null ? null : 2 * mean - low;
  const outsideShare = {
    n: mean === null ? 0 : 260,
    undefined: 0,
    undefinedReasons: {},
    mean,
    low,
    high,
    areaOutside,
    enrichment: null,
  };
  return {
    finding: name,
    n: 260,
    positives: 0,
    labelled: 0,
    flagged: 0,
    meanProbability: 0.1,
    outsideShare,
    auc: NO_LABELS,
    siteEffect: NO_EFFECT,
    trend: [],
  };
}

function overview(findings: OverviewFinding[][], read = 260): Overview {
  const models = findings.map((own, i) => ({
    versionId: `v${i}`,
    name: `m${i}`,
    version: '1',
    scope: 'all' as const,
    state: 'live' as const,
    createdAt: '2026-11-22T00:00:00Z',
    hasSaliency: true,
    findings: own,
  }));
  const counts = { instances: read + 3, pending: 3, failed: 0, notScored: 0 };
  return { asOf: '2026-11-22T00:00:00Z', definitionVersion: '1', trendGrain: 'hour', besides: [], models, counts };
}

const edema = finding('Edema', 0.62, 0.6, 0.51);
const wide = finding('Hernia', 0.8, 0.4, 0.51);
const heart = finding('Pleural_Thickening', 0.77, 0.75, 0.9);

test('the finding furthest above its own chance is named, not the one with the largest share', () => {
  const { headline, detail } = answer(overview([[heart, edema, wide], [heart]]));
  assert.equal(
    headline,
    '2 models have read 260 cases. Edema’s evidence (m0@1) lies furthest above chance outside its anatomy: 62\u00a0%, chance 51\u00a0%.',
  );
  assert.match(
    detail,
    /^60 to 64\u00a0% over 260 maps\. It is the only finding above chance\. 95 % intervals of 4 findings/,
  );
});

test('an interval that reaches chance does not count', () => {
  assert.deepEqual(aboveChance(overview([[wide, heart]]).models), []);
  assert.match(answer(overview([[wide, heart]])).headline, /No finding’s 95 % interval lies above chance\.$/);
});

test('the sentence says over which images', () => {
  for (const findings of [[edema], [heart]]) {
    assert.match(answer(overview([findings])).detail, /over all images, low scores included/);
  }
});

test('a finding of few maps is not put into the sentence', () => {
  const few = { ...edema, outsideShare: { ...edema.outsideShare, n: 49 } };
  const { headline, detail } = answer(overview([[few]]));
  assert.equal(headline, '1 model has read 260 cases.');
  assert.match(detail, /No finding has 50 maps/);
});

test('nothing is said of maps that are not there', () => {
  assert.equal(answer(overview([[finding('Edema', null, null, null)]])).headline, '1 model has read 260 cases.');
});

test('without a case the sentence says what is waited for', () => {
  const { headline, detail } = answer(overview([[edema]], 0));
  assert.equal(headline, '1 model is registered. No case has been read yet.');
  assert.equal(detail, '3 cases are waiting to be read.');
});

test('no word of the sentence is a verdict', () => {
  assert.doesNotMatch(Object.values(answer(overview([[edema]]))).join(' '), /shortcut|relies|bias/i);
});
