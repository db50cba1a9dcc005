import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Classifier } from '@/server/inference/classifier';
import type { ArmRun } from './armRun';
import { ARMS, type Arm } from './arms';
import type { CohortRun } from './cohortRun';
import { gatesOf } from './gates';
import { type JudgedRun, judgeRun } from './judgedRun';
import { openArmModel } from './openArmModel';
import { type CohortKey, phantomCohort } from './phantomCohort';
import { proofPage } from './proofPage';
import { type ProofReport, parseProof, type RealData } from './proofReport';
import { scoreImages } from './scoreImages';
import { FULL, type ProofSizes } from './seeds';
import { verdictsOf } from './verdicts';

// The machinery on a tiny cohort, with the model that has a planted cue: called what it is, and called faithful.

const SEED = 9_000_000;
const TINY: ProofSizes = {
  ...FULL,
  main: { A: 165, B: 110 },
  edited: 26,
  embedded: 60,
  donors: 6,
  resamples: { parts: 2, disjoint: true },
};
const KEY: CohortKey = { mode: 'LOCAL', seed: SEED, name: 'main', sizes: TINY };
const NO_REAL: RealData = { skipped: 'none here', percentiles: [], chexnet: null, nih14: null, comparisons: [] };

const shortcut = ARMS.find(({ name }) => name === 'LOCAL shortcut');
const faithful = ARMS.find(({ name }) => name === 'LOCAL faithful');
assert.ok(shortcut && faithful);
/** The same model under the name of the arm that may not follow the site. */
const impostor: Arm = { ...faithful, model: shortcut.model };

let classifier: Classifier;
let judged: JudgedRun;
let misjudged: JudgedRun;

before(async () => {
  classifier = await openArmModel(shortcut.model);
  const models = [shortcut.model];
  const images = await scoreImages({ cohort: KEY, models, from: 0, to: Number.POSITIVE_INFINITY }, () =>
    Promise.resolve(classifier),
  );
  const main: CohortRun = { key: KEY, models, studies: phantomCohort(KEY).studies, images };
  const run: Omit<ArmRun, 'arm'> = { seed: SEED, main, balanced: null, scores: null };
  judged = judgeRun({ ...run, arm: shortcut }, TINY.resamples);
  misjudged = judgeRun({ ...run, arm: impostor }, TINY.resamples);
});
after(() => classifier.dispose());

const checksOf = (runs: readonly JudgedRun[], gate: string, arm: string) =>
  gatesOf(runs, new Map([['GLOBAL shortcut', 'its model is not there']]), NO_REAL)
    .find(({ id }) => id === gate)
    ?.checks.filter((check) => check.arm === arm) ?? [];

test('a planted cue is called reliance, confirmed by an edit, and every gate of the verdict passes', () => {
  assert.equal(judged.verdict.grade, 'relies');
  for (const gate of ['G1', 'G2', 'G5', 'G8', 'G10', 'G12', 'G13']) {
    const checks = checksOf([judged], gate, 'LOCAL shortcut');
    assert.ok(checks.length > 0);
    for (const { passes, what, worst } of checks) assert.equal(passes, true, `${gate}, ${what}: ${worst}`);
  }
});

test('the same model called faithful fails: gates can', () => {
  for (const gate of ['G1', 'G2', 'G5', 'G8', 'G11']) {
    const [check] = checksOf([misjudged], gate, 'LOCAL faithful');
    assert.equal(check?.passes, false, gate);
  }
  assert.deepEqual(
    verdictsOf([misjudged]).map(({ passes }) => passes),
    [false],
  );
});

test('an arm whose model is absent neither passes nor fails, and says why', () => {
  const [check] = checksOf([judged], 'G1', 'GLOBAL shortcut');
  assert.deepEqual([check?.passes, check?.note, check?.seeds], [null, 'its model is not there', []]);
});

test('a figure that was not measured fails its gate', () => {
  const [check] = checksOf([judged], 'G3', 'LOCAL shortcut');
  assert.deepEqual([check?.passes, check?.worst], [false, null]);
});

test('cohorts of one seed hold no patient twice, and donors are others, of the right site', () => {
  const sizes = { ...FULL, scores: { A: 420, B: 1_090 } };
  const cohorts = (['main', 'scores', 'balanced'] as const).map((name) => phantomCohort({ ...KEY, sizes, name }));
  const seeds = cohorts.flatMap(({ studies }) => studies.map(({ seed }) => seed));
  assert.equal(new Set(seeds).size, seeds.length);
  const [main] = cohorts;
  let edited = 0;
  for (const [i, { other, same, kinds }] of main?.plans.entries() ?? []) {
    if (kinds.length === 0) continue;
    edited += 1;
    const [own, far, near] = [i, other ?? -1, same ?? -1].map((at) => main?.studies[at]);
    assert.ok(own && far && near && own.truths.Pneumonia === 0);
    assert.ok(far.site !== own.site && far.site !== 'C' && near.site === own.site && near.seed !== own.seed);
  }
  assert.equal(edited, 600);
});

test('the page says what fails, and the report reads itself back', () => {
  const gates = gatesOf([judged, misjudged], new Map(), NO_REAL);
  const report: ProofReport = {
    ...{ version: 'proof-1', date: '2026-01-01 00:00', commit: 'none', command: 'npm run proof', form: 'full' },
    ...{ modes: ['LOCAL'], seconds: 61, machine: '2 cores', versions: { Node: 'v20' } },
    seeds: { judged: [SEED], areJudged: false, others: [] },
    ...{ models: [], cohorts: [], gates, edits: [judged.edits], resamples: [], real: NO_REAL },
    verdicts: verdictsOf([judged, misjudged]),
  };
  const page = proofPage(parseProof(JSON.stringify(report)));
  assert.match(page, /\| G1 \| LOCAL faithful \|[^\n]*\*\*FAILS\*\*/);
  assert.match(page, /\| G1 \| LOCAL shortcut \|[^\n]* passes \|/);
  assert.match(page, /nothing here is a judgement/);
  assert.doesNotMatch(page, /NaN|undefined|null/);
});
