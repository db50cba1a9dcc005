import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_EFFECT, NO_LABELS } from '@/app/siteEffect/effect.fixture';
import type { Overview, OverviewFinding } from '@/server/queries/overview';
import { csvDataUrl, trendCsv } from './trendCsv';

const finding: OverviewFinding = {
  finding: 'Edema',
  n: 13,
  positives: 0,
  labelled: 0,
  flagged: 0,
  meanProbability: 0.25,
  auc: NO_LABELS,
  siteEffect: NO_EFFECT,
  outsideShare: {
    n: 12,
    undefined: 1,
    undefinedReasons: { no_positive_evidence: 1 },
    mean: 0.5,
    low: 0.4,
    high: 0.6,
    areaOutside: 0.5,
    enrichment: 0,
  },
  trend: [
    {
      start: '2026-11-22T14:00:00Z',
      n: 12,
      outsideN: 12,
      meanOutside: 0.5,
      low: 0.4,
      high: 0.6,
      meanProbability: 0.25,
    },
    {
      start: '2026-11-22T15:00:00Z',
      n: 1,
      outsideN: 0,
      meanOutside: null,
      low: null,
      high: null,
      meanProbability: 0.25,
    },
  ],
};

const overview: Overview = {
  asOf: '2026-11-22T16:00:00Z',
  definitionVersion: '1',
  trendGrain: 'hour',
  models: [],
  besides: [],
  counts: { instances: 13, pending: 0, failed: 0, notScored: 0 },
};

test('each point is a row with its maps and its interval; what is undefined is empty', () => {
  assert.deepEqual(trendCsv('m@1', finding, overview).split('\r\n'), [
    'model,finding,start_utc,grain,n,outside_n,outside_share,outside_low_95,outside_high_95,mean_probability,definition_version,as_of',
    'm@1,Edema,2026-11-22T14:00:00Z,hour,12,12,0.5,0.4,0.6,0.25,1,2026-11-22T16:00:00Z',
    'm@1,Edema,2026-11-22T15:00:00Z,hour,1,0,,,,0.25,1,2026-11-22T16:00:00Z',
    '',
  ]);
});

test('the address holds the whole document', () => {
  const text = trendCsv('a#b@1, x', finding, overview);
  const [head, ...body] = csvDataUrl(text).split(',');
  assert.equal(head, 'data:text/csv;charset=utf-8');
  assert.equal(decodeURIComponent(body.join(',')), text);
});
