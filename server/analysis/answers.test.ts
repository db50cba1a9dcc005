import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { analysisResponse } from '@/server/api/analysisResponses';
import type { Stratifier } from '@/server/cohort/cohortFilter';
import { getStatistics } from '@/server/queries/statistics';
import { adjustedAuc } from '@/server/stats/adjustedAuc';
import { aucLift } from '@/server/stats/aucLift';
import { binnedAuc } from '@/server/stats/binnedAuc';
import { exactAuc } from '@/server/stats/exactAuc';
import { LOGIT_BINS, logitBin } from '@/server/stats/logitBins';
import { pairedAucTest } from '@/server/stats/pairedAucTest';
import { testDatabase } from '@/server/testing/database';
import { askAnalysis } from './ask';
import { type MadeCase, openMadeHospital } from './cases.fixture';
import type { AnalysisKind, AnalysisParameters, AnalysisResults } from './kinds';

const hospital = await openMadeHospital(await testDatabase(), 900);
const { cases, work } = hospital;
after(() => hospital.close());

async function answer<Kind extends AnalysisKind>(kind: Kind, parameters: AnalysisParameters<Kind>) {
  await askAnalysis(kind, parameters);
  await work();
  const state = await askAnalysis(kind, parameters);
  assert.equal(state.status, 'done', state.problem ?? '');
  assert.equal(state.done, state.total);
  assert.deepEqual(analysisResponse.parse(state), state);
  return present<AnalysisResults[Kind]>(state.result);
}

function present<Value>(value: Value | null | undefined): Value {
  assert.ok(value !== null && value !== undefined);
  return value;
}
const near = (actual: number | null | undefined, expected: number | null | undefined, by = 1e-12) =>
  assert.ok(Math.abs((actual ?? Number.NaN) - (expected ?? Number.NaN)) <= by, `${actual}, expected ${expected}`);
const labelled = cases.filter(({ truth }) => truth !== null);
const scores = (of: readonly MadeCase[], truth: 0 | 1, version: 'one' | 'two' = 'one') =>
  of.filter((one) => one.truth === truth).map(({ logits }) => logits[version]);

test('where a rollup answers too, single results give the same answer to the bit', async () => {
  const whole = { model: 'made@1', finding: 'Edema' };
  const questions: [AnalysisParameters<'cohort'>['filter'], Stratifier | null][] = [
    [whole, null],
    [whole, 'site'],
    [{ ...whole, site: 'A' }, 'ageBand'],
    [{ ...whole, viewPosition: 'AP' }, 'site'],
    [{ ...whole, finding: 'Mass', patientSex: 'unknown', from: '2026-10-05', to: '2026-10-30T06:00:00Z' }, null],
    [{ ...whole, patientSex: 'X' }, 'patientSex'],
  ];
  for (const [filter, by] of questions) {
    const rollup = await getStatistics(filter, by);
    const single = await answer('cohort', { filter, by });
    assert.deepEqual({ ...(single as typeof rollup), asOf: '' }, JSON.parse(JSON.stringify({ ...rollup, asOf: '' })));
  }
});

test('what no rollup holds is counted: two variables, ages, and a period of broken hours', async () => {
  const filter = { model: 'made@1', finding: 'Edema', viewPosition: 'AP', ageBand: '40–49', patientSex: 'M' };
  const period = { from: '2026-10-05T03:30:00Z', to: '2026-10-30T06:45:00Z' };
  const { total } = (await answer('cohort', { filter: { ...filter, ...period }, by: null })) as {
    total: { n: number; positives: number };
  };
  const expected = cases.filter(
    ({ viewPosition, patientAge, patientSex, at }) =>
      viewPosition === 'AP' &&
      patientSex === 'M' &&
      patientAge !== null &&
      Math.floor(patientAge / 10) === 4 &&
      at >= new Date(period.from) &&
      at < new Date(period.to),
  );
  assert.ok(expected.length > 3);
  assert.deepEqual([total.n, total.positives], [expected.length, scores(expected, 1).length]);
});

test('intervals by patient have the figures of all cases, and are wider than those by image', async () => {
  const told = await answer('patient-intervals', { model: 'made@1', finding: 'Edema', by: 'viewPosition' });
  const counts = (values: readonly number[]) => {
    const bins = new Float64Array(LOGIT_BINS);
    for (const value of values) bins[logitBin(value)] = (bins[logitBin(value)] ?? 0) + 1;
    return bins;
  };
  const sites = ['AP', 'PA'].map((view) => {
    const own = labelled.filter(({ viewPosition }) => viewPosition === view);
    return { positives: counts(scores(own, 1)), negatives: counts(scores(own, 0)) };
  });
  const whole = binnedAuc(counts(scores(labelled, 1)), counts(scores(labelled, 0)));
  near(told.auc?.value, whole.value);
  near(told.adjusted?.value, adjustedAuc(sites).value);
  near(told.lift?.value, aucLift(sites)?.value);
  const patients = new Set(labelled.map(({ patient, instanceId }) => patient ?? instanceId));
  const unnamed = labelled.filter(({ patient }) => patient === null).length;
  assert.deepEqual([told.cases, told.of, told.patients], [labelled.length, labelled.length, patients.size]);
  assert.deepEqual([told.withoutPatient, told.replicates], [unnamed, 1000]);
  const [effect] = told.siteEffect;
  const [ap, pa] = [sites[0]?.negatives, sites[1]?.negatives];
  assert.deepEqual([effect?.stratum, effect?.reference], ['AP', 'PA']);
  near(effect?.aucOfScore?.value, binnedAuc(present(ap), present(pa)).value);
  // Three images of a patient are nearly alike, so the error is that of a third of them: √3 at most, and well above 1.
  const width = ({ low, high }: { low: number | null; high: number | null }) => present(high) - present(low);
  const byImage = 2 * 1.96 * Math.sqrt(present(whole.variance));
  const ratio = width(present(told.auc)) / byImage;
  assert.ok(ratio > 1.3 && ratio < 2, `${ratio}`);
  assert.ok(present(told.lift).low !== null && present(effect?.aucOfScore).low !== null);
});

test('without strata there is one AUC; the same question gives the same interval', async () => {
  const told = await answer('patient-intervals', { model: 'made@1', finding: 'Edema', by: null });
  assert.deepEqual([told.adjusted, told.lift, told.siteEffect], [null, null, []]);
  const again = await answer('patient-intervals', { model: 'made@1', finding: 'Edema', by: 'viewPosition' });
  assert.deepEqual(again.auc, told.auc);
});

test('the view tells something of the finding, and the score adds to it', async () => {
  const told = await answer('added-auc', { model: 'made@1', finding: 'Edema' });
  assert.deepEqual([told.none, told.cases, told.of, told.folds], [null, labelled.length, labelled.length, 5]);
  assert.deepEqual(told.columns, ['site', 'viewPosition', 'patientSex', 'patientAge']);
  assert.ok(present(told.metadata).value > 0.55 && present(told.metadata).value < 0.75, JSON.stringify(told));
  assert.ok(present(told.withScore).value > present(told.metadata).value + 0.05, JSON.stringify(told));
  near(told.added?.value, present(told.withScore).value - present(told.metadata).value, 1e-9);
  assert.ok(present(told.added?.p) < 0.001);
  near(told.score?.value, exactAuc(scores(labelled, 1), scores(labelled, 0)).value, 0.02);
});

test('two versions are compared on the cases that both have read', async () => {
  const told = await answer('paired-versions', { model: 'made@1', other: 'made@2' });
  assert.deepEqual([told.instances, told.findings.map(({ finding }) => finding)], [cases.length, ['Edema', 'Mass']]);
  const edema = present(told.findings[0]);
  const test = pairedAucTest(
    labelled.map(({ logits }) => logits.one),
    labelled.map(({ logits }) => logits.two),
    labelled.map(({ truth }) => truth ?? 0),
  );
  near(edema.auc.difference?.value, test?.value);
  near(edema.auc.difference?.p, test?.p);
  near(edema.auc.model, exactAuc(scores(labelled, 1), scores(labelled, 0)).value);
  near(edema.auc.other, exactAuc(scores(labelled, 1, 'two'), scores(labelled, 0, 'two')).value);
  // Mass is Edema turned round, so both have the same p: Holm's doubles the smaller of two.
  near(edema.auc.difference?.adjustedP, Math.min(1, 2 * present(test?.p)), 1e-9);
  const shifts = cases.map(({ logits }) => logits.one - logits.two);
  near(edema.shift?.value, shifts.reduce((sum, by) => sum + by, 0) / cases.length, 1e-9);
  const up = cases.filter(({ logits }) => logits.one >= 0 && logits.two < 0).length;
  const down = cases.filter(({ logits }) => logits.one < 0 && logits.two >= 0).length;
  assert.deepEqual(edema.flips, { n: up + down, of: cases.length, up, down });
  const seen = cases.flatMap(({ outside }) => (outside === null ? [] : [outside]));
  assert.equal(edema.outsideShare?.n, seen.length);
  near(edema.outsideShare?.difference.value, seen.reduce((sum, share) => sum + share / 2, 0) / seen.length, 1e-9);
  const byShift = (sign: 1 | -1) =>
    cases.toSorted((a, b) => sign * (b.logits.one - b.logits.two - a.logits.one + a.logits.two)).slice(0, 5);
  assert.deepEqual(
    edema.moved.map(({ instanceId }) => instanceId),
    [...byShift(1), ...byShift(-1)].map(({ instanceId }) => instanceId),
  );
  const mean = shifts.reduce((sum, by) => sum + by, 0) / shifts.length;
  near(edema.shiftSd, Math.sqrt(shifts.reduce((sum, by) => sum + (by - mean) ** 2, 0) / (shifts.length - 1)), 1e-9);
  assert.ok((edema.distributions?.distance ?? 0) > 0.1 && (edema.distributions?.stability ?? 0) > 0.1);
  // The first version's lung says .2 more than the second's in every map; its marker is in half of them.
  const lung = edema.zones.find(({ zone }) => zone === 'lung-left');
  assert.equal(lung?.n, seen.length);
  near(lung?.difference.value, 0.2, 1e-9);
  assert.ok(edema.zones.every(({ zone }) => zone === 'lung-left' || zone === 'marker'));
  const wide = cases.filter(({ logits }) => logits.one >= 0 !== logits.two >= 0);
  const furthest = wide.toSorted((a, b) => gap(b) - gap(a)).slice(0, 20);
  assert.deepEqual(
    edema.turned.map(({ instanceId, says, truth }) => [instanceId, says, truth]),
    furthest.map(({ instanceId, logits, truth }) => [instanceId, logits.one >= 0 ? 'yes' : 'no', truth]),
  );
});

const gap = ({ logits }: MadeCase): number => Math.abs(logits.one - logits.two);
