import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { adoptDb, openDb } from '@/server/db/client';
import { skipWithoutAssets } from '@/server/testing/assets';
import { CHEXNET, countChexnet, viewReference } from '@/server/testing/chexnet';
import { testDatabase } from '@/server/testing/database';
import { forgetEvidence, getEvidence, getVersionEvidence } from './evidence';

// The verdicts on 22,303 real predictions of 14 findings, of which no edit is possible: the model is not here.

const db = openDb(await testDatabase());
adoptDb(db);
after(() => db.$disconnect());
before(() => (skipWithoutAssets ? undefined : countChexnet(db)), { timeout: 240_000 });

test('Edema follows the view with the figures of the reference, Pneumothorax does not', {
  skip: skipWithoutAssets,
}, async () => {
  const { verdict, lines, reasons, pending, edits } = await getEvidence(CHEXNET, 'Edema');
  assert.deepEqual(
    [verdict.grade, verdict.by, verdict.decidedBy, verdict.confirmedBy, verdict.notLocalisable],
    ['follows', 'viewPosition', 'negatives:viewPosition', null, false],
  );
  assert.deepEqual(
    reasons.map(({ code }) => code),
    ['red_along', 'edits_none'],
  );
  const reference = viewReference().find(({ label }) => label === 'Edema');
  const line = lines.find(({ id }) => id === 'negatives:viewPosition');
  const expected = Number(reference?.auc_AP_from_score_negatives);
  assert.ok(Math.abs((line?.effect ?? 0) - expected) < 4e-4, `${line?.effect}, reference ${expected}`);
  assert.deepEqual([line?.stratum, line?.reference, line?.direction, line?.grade], ['AP', 'PA', 'along', 'red']);
  assert.equal(line?.n, Number(reference?.n) - Number(reference?.positives));
  assert.ok((line?.low ?? 0) > 0.5 && (line?.q ?? 1) < 1e-6);
  assert.deepEqual(line?.cases, { truth: '0', viewPosition: 'AP' });
  assert.equal(lines.find(({ id }) => id === 'negatives:site')?.reason, 'one_stratum');
  assert.equal(lines.find(({ id }) => id === 'external')?.reason, 'not_trained_on');
  assert.deepEqual([edits.cases, edits.sample, pending], [0, null, ['probe', 'maps']]);
  assert.equal((await getEvidence(CHEXNET, 'Pneumothorax')).verdict.grade, 'below');
});

test('all findings are judged at once, and none relies on anything without edits', {
  skip: skipWithoutAssets,
}, async (t) => {
  forgetEvidence();
  const began = performance.now();
  const { findings } = await getVersionEvidence(CHEXNET);
  const took = performance.now() - began;
  const again = performance.now();
  await getVersionEvidence(CHEXNET);
  t.diagnostic(`14 findings: ${took.toFixed(0)} ms, again ${(performance.now() - again).toFixed(0)} ms`);
  t.diagnostic(findings.map(({ finding, verdict }) => `${finding} ${verdict.grade} ${verdict.by ?? ''}`).join(', '));
  assert.equal(findings.length, viewReference().length);
  for (const { verdict } of findings) {
    assert.notEqual(verdict.grade, 'relies');
    assert.equal(verdict.notLocalisable, false);
  }
});

test('a version or a finding that is not there is told', async () => {
  await assert.rejects(getEvidence('nobody@1', 'Edema'), /no version nobody@1/);
  if (!skipWithoutAssets) await assert.rejects(getEvidence(CHEXNET, 'Gout'), /with a finding Gout/);
});
