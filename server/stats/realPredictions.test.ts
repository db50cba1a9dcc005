import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { binnedAuc } from './binnedAuc';
import { checked } from './checked.fixture';
import { etaSquared } from './etaSquared';
import { binned, momentsOf } from './histogram.fixture';

// 22,303 real predictions of 14 findings against scikit-learn 1.2.1 on the unbinned scores.

type Row = Record<string, string>;

function table(text: string): Row[] {
  const [head = '', ...lines] = text.trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, i) => [names[i] ?? '', value])));
}

test('binned AUCs and η² of real predictions agree with scikit-learn within .0004', {
  skip: skipWithoutAssets,
}, (t) => {
  const folder = join(assetsDir, 'predictions');
  const rows = table(gunzipSync(readFileSync(join(folder, 'nih_test_chexnet_predictions_dev.csv.gz'))).toString());
  let worst = { auc: 0, eta: 0 };
  for (const reference of table(readFileSync(join(folder, 'view_reference_dev.csv'), 'utf8'))) {
    const finding = reference.label ?? '';
    const logits = (keep: (row: Row) => boolean) =>
      rows.filter(keep).map((row) => {
        const p = Number(row[`prob_${finding}`]);
        return Math.log(p / (1 - p));
      });
    const truth = (row: Row) => row[`label_${finding}`];
    const [ap, pa] = ['AP', 'PA'].map((view) => logits((row) => row.view === view && truth(row) === '0'));
    assert.ok(ap && pa);
    const pairs = [
      [
        binnedAuc(binned(logits((row) => truth(row) === '1')), binned(logits((row) => truth(row) === '0'))),
        reference.auc,
      ],
      [binnedAuc(binned(ap), binned(pa)), reference.auc_AP_from_score_negatives],
    ] as const;
    for (const [{ value, errorBound }, expected] of pairs) {
      const difference = Math.abs((value ?? Number.NaN) - Number(expected));
      assert.ok(difference <= 3.7e-4 && difference <= (errorBound ?? 0), `${finding}: ${value}, reference ${expected}`);
      worst = { ...worst, auc: Math.max(worst.auc, difference) };
    }
    const eta = Math.abs(
      (etaSquared([momentsOf(ap), momentsOf(pa)]) ?? Number.NaN) - Number(reference.eta2_logit_view_negatives),
    );
    assert.ok(eta <= 1e-9, `${finding}: η² differs by ${eta}`);
    worst = { ...worst, eta: Math.max(worst.eta, eta) };
  }
  const versions = { scikitLearn: '1.2.1' };
  const bins = { scikitLearn: '`roc_auc_score`, unbinned; always under its bound' };
  checked(t, 'AUC of 512 bins, 28 of 22,303 real predictions', bins, versions, worst.auc);
  checked(t, 'η² of 22,303 real predictions, 14 findings', { scikitLearn: '(with numpy)' }, versions, worst.eta);
});
