import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_EFFECT, NO_LABELS } from '@/app/siteEffect/effect.fixture';
import type { OverviewFinding } from '@/server/queries/overview';
import { barData, chosenFinding, trendData } from './chartData';

function finding(name: string, mean: number | null, areaOutside: number | null): OverviewFinding {
  const ends = mean === null ? { low: null, high: null } : { low: mean - 0.02, high: mean + 0.03 };
  const outsideShare = { n: 9, undefined: 0, undefinedReasons: {}, mean, ...ends, areaOutside, enrichment: null };
  const outsideN = mean === null ? 0 : 3;
  const trend = [{ start: '2026-11-22T14:00:00Z', n: 3, outsideN, meanOutside: mean, ...ends, meanProbability: 0.25 }];
  return {
    finding: name,
    n: 9,
    positives: 0,
    labelled: 0,
    flagged: 0,
    meanProbability: 0.25,
    outsideShare,
    auc: NO_LABELS,
    siteEffect: NO_EFFECT,
    trend,
  };
}

const findings = [
  finding('Hernia', null, null),
  finding('Cardiomegaly', 0.7, 0.9),
  finding('Pleural_Thickening', 0.6, 0.5),
];

test('bars leave undefined findings out and begin with the furthest above chance', () => {
  const bars = barData(findings);
  assert.deepEqual(
    bars.map((bar) => bar.name),
    ['Pleural Thickening', 'Cardiomegaly'],
  );
  assert.ok(Math.abs((bars[0]?.error[1] ?? 0) - 3) < 1e-9);
});

test('a page opens with the finding asked for, else with the most telling one', () => {
  assert.equal(chosenFinding(findings, 'Hernia')?.finding, 'Hernia');
  assert.equal(chosenFinding(findings, 'Gone')?.finding, 'Pleural_Thickening');
  assert.equal(chosenFinding([], 'Gone'), undefined);
});

test('an undefined bucket stays undefined', () => {
  assert.deepEqual(trendData(finding('Hernia', null, null), 'hour'), [
    { label: '22 Nov, 14:00', outside: null, low: null, high: null, maps: 0, probability: 25, n: 3 },
  ]);
});

test('a bucket carries its interval and its maps', () => {
  const [point] = trendData(finding('Edema', 0.5, 0.6), 'day');
  assert.deepEqual(point, { label: '22 Nov', outside: 50, low: 48, high: 53, maps: 3, probability: 25, n: 3 });
});
