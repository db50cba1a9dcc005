import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aucOf, effectSummary, NO_EFFECT, NO_LABELS, siteEffect } from '@/app/siteEffect/effect.fixture';
import type { Overview, OverviewFinding, OverviewModel, SiteEffectSummary } from '@/server/queries/overview';
import { answer } from './answer';

const share = (mean: number, areaOutside = 0.55) => ({
  ...{ n: 300, undefined: 0, undefinedReasons: {}, mean, low: mean - 0.02, high: mean + 0.02, areaOutside },
  enrichment: null,
});

const finding = (name: string, effect: SiteEffectSummary, auc = NO_LABELS, outside = share(0.49)): OverviewFinding => ({
  ...{ finding: name, n: 300, positives: 50, labelled: 300, flagged: 0, meanProbability: 0.1, trend: [] },
  ...{ outsideShare: outside, auc, siteEffect: effect },
});

const model = (name: string, findings: OverviewFinding[]): OverviewModel => ({
  ...{
    versionId: name,
    name,
    version: '1',
    scope: 'demo',
    state: 'live',
    createdAt: '2026-11-22T00:00:00Z',
    hasSaliency: true,
    findings,
  },
});

function say(models: OverviewModel[]): { headline: string; detail: string } {
  const overview: Overview = {
    ...{ asOf: '2026-11-22T00:00:00Z', definitionVersion: '1', trendGrain: 'hour', models, besides: [] },
    counts: { instances: 300, pending: 0, failed: 0, notScored: 0 },
  };
  return answer(overview);
}

const strong = effectSummary(siteEffect('follows', 0.98, 0.96, 0.99));
const silent = effectSummary(siteEffect('below', 0.52, 0.45, 0.58));
const faithful = model('faithful', [finding('Pneumonia', silent, aucOf(0.92))]);

test('a model that follows the hospital is named, with what gives no hint of it', () => {
  const { headline, detail } = say([model('shortcut', [finding('Pneumonia', strong, aucOf(0.93))]), faithful]);
  assert.equal(
    headline,
    'shortcut follows the hospital: in patients without pneumonia its score tells A from B with AUC .98 (.96–.99). Its pooled AUC (.93) and its outside share (49\u00a0%, chance 55\u00a0%) give no hint of it.',
  );
  assert.equal(
    detail,
    'Gap +4.10 logits (+3.80 to +4.40), along the prevalence: 34\u00a0% in A, 1.2\u00a0% in B. n 120 and 150 without it. faithful has .52 (.45–.58). Case mix may be part of it; an edit of the image would have to confirm it.',
  );
});

test('what does give a hint is not said to give none', () => {
  const worse = say([model('shortcut', [finding('Pneumonia', strong, aucOf(0.72))]), faithful]).headline;
  assert.match(worse, /\)\. Its outside share \(49\u00a0%, chance 55\u00a0%\) gives no hint of it\.$/);
  const outside = share(0.7);
  const both = say([model('shortcut', [finding('Pneumonia', strong, aucOf(0.72), outside)]), faithful]).headline;
  assert.match(both, /with AUC \.98 \(\.96–\.99\)\.$/);
  const alone = say([model('shortcut', [finding('Pneumonia', strong, aucOf(0.93), outside)])]).headline;
  assert.match(alone, / Its pooled AUC \(\.93\) gives no hint of it\.$/);
});

test('an AUC under .5 tells the sites apart as well as one over it', () => {
  const effect = siteEffect('follows', 0.02, 0.01, 0.04);
  assert.match(
    say([model('m', [finding('COVID', effectSummary(effect))])]).headline,
    /without COVID .* AUC \.98 \(\.96–\.99\)/,
  );
});

test('a weak association, and a shift against the prevalence, are called what they are', () => {
  const weak = effectSummary(siteEffect('weak', 0.66, 0.61, 0.71));
  assert.match(say([model('m', [finding('Edema', weak)])]).headline, /^m is weakly associated with the hospital: /);
  const shift = effectSummary(siteEffect('shift', 0.35, 0.3, 0.4));
  assert.equal(
    say([model('m', [finding('Pleural_Thickening', shift)])]).headline,
    'm scores patients without pleural thickening lower in A than in B, AUC .65 (.60–.70), against the prevalence, so not learned from it: look at the scanner and recalibrate.',
  );
});

test('without a graded effect the maps speak, and the second line says why', () => {
  const detailOf = (effect: SiteEffectSummary) => say([model('m', [finding('Edema', effect)])]).detail;
  assert.match(
    detailOf(NO_EFFECT),
    /No labels have come yet, so neither accuracy nor a site effect can be measured\.$/,
  );
  assert.match(detailOf(effectSummary(null, 'one_site')), / One site: no site effect to measure\.$/);
  assert.match(
    detailOf(effectSummary(null, 'fewer_than_10_negatives')),
    / Too few cases without the finding at two sites/,
  );
  assert.match(
    detailOf(effectSummary(siteEffect('few', 0.9))),
    / Too few cases yet to say .* each of two sites needs 100 without the finding, the smaller has \d+\./,
  );
  assert.match(detailOf(silent), / the nearest is edema \(m\), AUC \.52 \(\.45–\.58\)\.$/);
  assert.match(say([model('m', [finding('Edema', silent)])]).headline, /^1 model has read 300 cases\./);
});

test('two versions of one model are told apart', () => {
  const old = { ...model('m', [finding('Edema', silent)]), version: '0', versionId: 'old' };
  assert.match(say([old, model('m', [finding('Edema', strong)])]).headline, /^m@1 follows/);
});

test('no word claims more than an association', () => {
  const said = Object.values(say([model('shortcut-free', [finding('Edema', strong)])])).join(' ');
  assert.doesNotMatch(said, /relies|bias|caused|proves/i);
});
