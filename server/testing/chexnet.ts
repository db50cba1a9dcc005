import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Db } from '@/server/db/client';
import { applyCells } from '@/server/rollup/applyCells';
import { type CellDelta, cellsOf } from '@/server/rollup/cell';
import { assetsDir } from './assets';

export const CHEXNET = 'chexnet@1';

type Row = Record<string, string>;

const folder = join(assetsDir, 'predictions');

/** scikit-learn's figures of the predictions, one row a finding. */
export const viewReference = (): Row[] => table(readFileSync(join(folder, 'view_reference_dev.csv'), 'utf8'));

function table(text: string): Row[] {
  const [head = '', ...lines] = text.trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, i) => [names[i] ?? '', value])));
}

/**
 * Counts the 22,303 real predictions into the rollups as an external version, without the rows that they would come
 * from; the findings named, or all 14.
 */
export async function countChexnet(db: Db, only?: readonly string[]): Promise<void> {
  const rows = table(gunzipSync(readFileSync(join(folder, 'nih_test_chexnet_predictions_dev.csv.gz'))).toString());
  const names = only ?? viewReference().map(({ label = '' }) => label);
  const ids = await register(db, names);
  for (const [i, name] of names.entries()) {
    const deltas = rows.flatMap((row) => deltasOf(row, name, ids[i] ?? 0));
    await db.$transaction((tx) => applyCells(tx, deltas), { timeout: 60_000 });
  }
}

async function register(db: Db, names: readonly string[]): Promise<number[]> {
  const manifest = { name: 'chexnet', version: '1', kind: 'external', trainedOn: ['NIH'] };
  const versionId = randomUUID();
  const saliency = { available: [], refused: [] };
  const version = { id: versionId, version: '1', kind: 'external', manifest, saliency, assumed: [] };
  await db.model.create({ data: { id: randomUUID(), name: 'chexnet', versions: { create: version } } });
  const findings = await db.finding.createManyAndReturn({
    data: names.map((name, channel) => ({ versionId, name, channel, baseline: 0.05, threshold: 0.1, anatomy: [] })),
  });
  return findings.toSorted((a, b) => a.channel - b.channel).map(({ id }) => id);
}

function deltasOf(row: Row, finding: string, findingId: number): CellDelta[] {
  const probability = Number(row[`prob_${finding}`]);
  const at = new Date(Date.UTC(2026, 10, 20, Number(row.patient_id) % 3));
  const truth = row[`label_${finding}`] === '1' ? 1 : 0;
  return cellsOf(
    {
      ...{ findingId, probability, logit: Math.log(probability / (1 - probability)), truth, flags: [] },
      ...{ outsideShare: null, areaOutside: null, undefinedReason: 'no_saliency' },
    },
    {
      ...{ site: 'NIH', department: null, scanner: null, viewPosition: row.view ?? null, portable: row.view === 'AP' },
      ...{ patientSex: row.sex ?? null, patientAge: Number(row.age), reportedBy: null, acquiredAt: at, receivedAt: at },
    },
  );
}
