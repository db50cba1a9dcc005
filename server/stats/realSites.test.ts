import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { adjustedAuc } from './adjustedAuc';
import { checked } from './checked.fixture';
import { exactAuc } from './exactAuc';
import { binned } from './histogram.fixture';

// 22,303 real predictions of 14 findings, by view, against scikit-learn 1.2.1.

type Row = Record<string, string>;

function table(text: string): Row[] {
  const [head = '', ...lines] = text.trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, i) => [names[i] ?? '', value])));
}

test('exact AUCs of real predictions are scikit-learn’s, and the view-adjusted AUC from bins keeps its bound', {
  skip: skipWithoutAssets,
}, (t) => {
  const folder = join(assetsDir, 'predictions');
  const rows = table(gunzipSync(readFileSync(join(folder, 'nih_test_chexnet_predictions_dev.csv.gz'))).toString());
  const worst = { exact: 0, adjusted: 0 };
  for (const reference of table(readFileSync(join(folder, 'view_reference_dev.csv'), 'utf8'))) {
    const finding = reference.label ?? '';
    const logits = (truth: string, view?: string) =>
      rows
        .filter((row) => row[`label_${finding}`] === truth && (view === undefined || row.view === view))
        .map((row) => Number(row[`prob_${finding}`]))
        .map((p) => Math.log(p / (1 - p)));
    const auc = (view?: string) => exactAuc(logits('1', view), logits('0', view));
    const [pooled, ap, pa] = [auc(), auc('AP'), auc('PA')];
    const exactAdjusted =
      ((ap.value ?? 9) * ap.positives + (pa.value ?? 9) * pa.positives) / (ap.positives + pa.positives);
    for (const [value, expected] of [
      [pooled.value, reference.auc],
      [ap.value, reference.auc_AP],
      [pa.value, reference.auc_PA],
      [exactAdjusted, reference.auc_view_adjusted],
    ] as const) {
      worst.exact = Math.max(worst.exact, Math.abs((value ?? 9) - Number(expected)));
    }
    const views = ['AP', 'PA'].map((view) => ({
      positives: binned(logits('1', view)),
      negatives: binned(logits('0', view)),
    }));
    const adjusted = adjustedAuc(views, 1);
    const difference = Math.abs((adjusted.value ?? 9) - Number(reference.auc_view_adjusted));
    assert.ok(difference <= (adjusted.errorBound ?? 0), `${finding}: ${adjusted.value}`);
    worst.adjusted = Math.max(worst.adjusted, difference);
  }
  assert.ok(worst.exact < 1e-12, `${worst.exact}`);
  const versions = { scikitLearn: '1.2.1' };
  checked(t, 'exact AUC of 22,303 real predictions', { scikitLearn: '`roc_auc_score`' }, versions, worst.exact);
  const bins = { scikitLearn: '`roc_auc_score`, unbinned; always under its bound' };
  checked(t, 'view-adjusted AUC of 512 bins, 14 findings', bins, versions, worst.adjusted);
});
