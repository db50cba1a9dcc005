import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openClassifier } from '@/server/inference/classifier';
import { manifest } from '@/server/model/manifest';
import { confounded, drawCohort } from '@/server/phantom/drawCohort';
import { renderPhantom } from '@/server/phantom/renderPhantom';
import { probeFigures } from './probeFigures';
import { strataCodes } from './strataCodes';

/** Held out: training's seeds begin at 1,000,000, the demonstration's at 5,000,000. */
const SEED = 9_200_000;
const PER_SITE = 205;
const SIDE = 112;

const studies = drawCohort(SEED, confounded('GLOBAL', { A: PER_SITE, B: PER_SITE }));
const images = studies.map((study) => {
  const { height, width, pixels } = renderPhantom(study, SIDE);
  return { height, width, pixels: Float32Array.from(pixels) };
});

async function probed(name: string) {
  const read = (file: string) => readFileSync(join(import.meta.dirname, '../../models', name, file));
  const parsed = manifest.parse(JSON.parse(read('manifest.json').toString()));
  assert.ok(parsed.kind === 'classifier');
  const classifier = await openClassifier(read('model.onnx'), parsed, { threads: 1 });
  const rows: Float32Array[] = [];
  for (const image of images) rows.push((await classifier.classify(image)).embedding ?? new Float32Array());
  await classifier.dispose();
  const dimensions = rows[0]?.length ?? 0;
  const values = new Float32Array(rows.length * dimensions);
  for (const [i, row] of rows.entries()) values.set(row, i * dimensions);
  const site = strataCodes(
    'site',
    studies.map((study) => study.site),
  );
  const patients = Uint32Array.from(studies.keys());
  return probeFigures({ values, dimensions, patients, targets: [site], seed: 1 }).targets[0];
}

test('gate G9: the site is told from the features of either model, so that telling it is no shortcut', async (t) => {
  for (const name of ['phantom-shortcut', 'phantom-faithful']) {
    const told = await probed(name);
    t.diagnostic(
      `${name}: AUC ${told?.auc?.value.toFixed(4)}, shuffled ${told?.shuffled.map(({ auc }) => auc.toFixed(2))}`,
    );
    assert.ok((told?.auc?.value ?? 0) >= 0.95, JSON.stringify(told));
    for (const { auc } of told?.shuffled ?? []) assert.ok(Math.abs(auc - 0.5) < 0.15, `${auc}`);
    assert.equal(told?.shuffled.length, 5);
  }
});
