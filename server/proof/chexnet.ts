import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sortedScores } from '@/server/stats/midrankAmong';
import { percentileRank } from '@/server/stats/percentileRank';
import { csvTable } from './csvTable';
import type { RealData } from './proofReport';
import { realCase, viewRows } from './viewRows';

/** Ranks of §1.1: the article says 97.5 and 88; these predictions of its author's reproduction give 97.1 and 87.3. */
const RANKS = [
  { probability: 0.05, expected: 97.1 },
  { probability: 0.024, expected: 87.3 },
];

/** A published reproduction's predictions on the NIH's test images, by view. */
export function chexnet(folder: string): Pick<RealData, 'chexnet' | 'percentiles'> {
  const file = join(folder, 'predictions/nih_test_chexnet_predictions_dev.csv.gz');
  const rows = csvTable(gunzipSync(readFileSync(file)).toString());
  const findings = Object.keys(rows[0] ?? {}).flatMap((name) => (name.startsWith('prob_') ? [name.slice(5)] : []));
  const cases = findings.map((finding) => ({
    finding,
    cases: rows.map((row, i) => {
      const p = Number(row[`prob_${finding}`]);
      return realCase(row, i, Math.log(p / (1 - p)), row[`label_${finding}`] === '1' ? 1 : 0);
    }),
  }));
  const pneumonia = sortedScores(rows.map((row) => Number(row.prob_Pneumonia)));
  const percentiles = RANKS.map(({ probability, expected }) => ({
    probability,
    expected,
    found: percentileRank(pneumonia, probability) ?? Number.NaN,
  }));
  return { chexnet: { images: rows.length, rows: viewRows(cases, { unseen: true }) }, percentiles };
}
