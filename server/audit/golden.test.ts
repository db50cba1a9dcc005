import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { auditImage } from './auditImage';
import { keepLungs } from './keepLungs';
import { logRatioMap } from './logRatioMap';
import { lungValidity } from './lungValidity';
import type { Mask } from './mask';
import { poolToGrid } from './poolToGrid';
import { splitLungs } from './splitLungs';
import { uniteMasks } from './uniteMasks';

const TOLERANCE = 1e-3;

type GoldenShares = {
  areaOutside: number;
  outsideShare: number | null;
  negativeOutsideShare: number | null;
  enrichment: number | null;
  contributionInside: number;
  contributionOutside: number;
};
type LedgerVector = {
  image: string;
  label: string;
  bias: number;
  logit: number;
  undilated: GoldenShares;
  dilated: GoldenShares;
};
type CamVector = { image: string; labels: Record<string, { cam: number[][]; logratio: number[][] }> };

const readGolden = (name: string) => JSON.parse(readFileSync(join(assetsDir, 'golden', name), 'utf8'));

async function readMask(image: string): Promise<Mask> {
  const file = join(assetsDir, 'images/dev/mask', image);
  const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true });
  return { height: info.height, width: info.width, data: Uint8Array.from(data, (value) => (value > 127 ? 1 : 0)) };
}

function readMap(vectors: CamVector[], image: string, label: string) {
  const found = vectors.find((vector) => vector.image === image)?.labels[label];
  assert.ok(found, `no map of ${label} on ${image}`);
  return { height: 7, width: 7, values: Float32Array.from(found.cam.flat()), logratio: found.logratio.flat() };
}

function close(actual: number | null | undefined, expected: number | null | undefined, what: string) {
  if (expected === null || expected === undefined) return assert.equal(actual, null, what);
  assert.ok(typeof actual === 'number', `${what}: ${actual}`);
  assert.ok(Math.abs(actual - expected) <= TOLERANCE, `${what}: ${actual}, expected ${expected}`);
}

test('outside shares and contributions equal the golden ones', { skip: skipWithoutAssets }, async () => {
  const ledgers: LedgerVector[] = readGolden('ledger_golden.json').vectors;
  const cams: CamVector[] = readGolden('cam_golden.json').vectors;
  assert.equal(ledgers.length, 36);
  for (const golden of ledgers) {
    const lungs = splitLungs(await readMask(golden.image));
    assert.ok(lungs.left && lungs.right);
    const map = readMap(cams, golden.image, golden.label);
    const finding = { name: golden.label, map, bias: golden.bias, logit: golden.logit, anatomy: ['lungs'] as const };
    const masks = { 'lung-left': lungs.left, 'lung-right': lungs.right };
    const [audit] = auditImage({ height: 512, width: 512, masks }, [finding]);
    assert.ok(audit);
    for (const kind of ['dilated', 'undilated'] as const) {
      const actual = audit[kind];
      assert.ok(actual);
      for (const field of ['areaOutside', 'outsideShare', 'negativeOutsideShare', 'enrichment'] as const) {
        close(actual[field], golden[kind][field], `${golden.image} ${golden.label} ${kind} ${field}`);
      }
      close(actual.contributionInside, golden[kind].contributionInside, `${golden.image} inside`);
      close(actual.contributionOutside, golden[kind].contributionOutside, `${golden.image} outside`);
    }
    const expected = golden.dilated.outsideShare === null ? 'no_positive_evidence' : null;
    assert.equal(audit.undefinedReason, expected);
    const { zones } = audit.ledger;
    const inLungs = zones['lung-left'].contribution + zones['lung-right'].contribution;
    close(inLungs, golden.undilated.contributionInside, `${golden.image} ledger`);
  }
});

test('log-ratio maps equal the golden ones', { skip: skipWithoutAssets }, () => {
  const { vectors, classifier_bias: biases, p_baseline: baselines } = readGolden('cam_golden.json');
  for (const { image, labels } of vectors as CamVector[]) {
    for (const label of Object.keys(labels)) {
      const map = readMap(vectors, image, label);
      const { values } = logRatioMap(map, biases[label], baselines[label]);
      values.forEach((value, cell) => {
        close(value, map.logratio[cell], `${image} ${label} cell ${cell}`);
      });
    }
  }
});

test('golden lungs are plausible, clean already, and whole after splitting', { skip: skipWithoutAssets }, async () => {
  const cams: CamVector[] = readGolden('cam_golden.json').vectors;
  for (const { image } of cams) {
    const mask = await readMask(image);
    assert.deepEqual(keepLungs(mask).data, mask.data);
    const { left, right } = splitLungs(mask);
    assert.ok(left && right);
    assert.equal(lungValidity(left, right), null, image);
    assert.deepEqual(uniteMasks([left, right]).data, mask.data);
    const [leftOfImage] = poolToGrid(right, 1, 2);
    assert.ok(leftOfImage && leftOfImage > 0, `${image}: the right lung is not on the left of the image`);
  }
});
