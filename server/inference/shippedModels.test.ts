import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { ZONES } from '@/server/audit/zone';
import type { Radiograph } from '@/server/image/radiograph';
import { type ClassifierManifest, manifest } from '@/server/model/manifest';
import { PHANTOM_ZONES } from '@/server/phantom/zones';
import { type Classifier, openClassifier } from './classifier';
import { openSession } from './session';

// The shipped files against what PyTorch said when they were made. Cases carry their own pixels.

const MODELS = join(import.meta.dirname, '../../models');
const SHOWN = ['phantom-shortcut', 'phantom-faithful'];
/** Of `npm run proof` alone. */
const GATES = readdirSync(MODELS).filter(
  (name) => name.startsWith('gate-') && existsSync(join(MODELS, name, 'model.onnx')),
);
const CLASSIFIERS = [...SHOWN, ...GATES];

/** PyTorch and onnxruntime add float32 in another order. */
const TOLERANCE = 1e-3;

const base = { pixels: z.string(), site: z.string(), seed: z.number() };
const classifierGolden = z.object({
  model: z.string(),
  cases: z
    .array(
      z.object({
        ...base,
        logits: z.array(z.number()),
        probabilities: z.array(z.number()),
        cams: z.array(z.array(z.number()).length(49)),
        bias: z.array(z.number()),
      }),
    )
    .length(6),
});
const segmenterGolden = z.object({
  model: z.string(),
  cases: z.array(z.object({ ...base, probabilities: z.array(z.array(z.number()).length(196)) })).length(6),
});
const anatomyGolden = z.object({
  model: z.string(),
  cases: z.array(z.object({ pixels: z.string(), probabilities: z.array(z.array(z.number()).length(64)) })).length(4),
});

const read = (name: string, file: string) => readFileSync(join(MODELS, name, file));
const json = (name: string, file: string): unknown => JSON.parse(read(name, file).toString());

function radiograph(pixels: string): Radiograph {
  return { height: 112, width: 112, pixels: Float32Array.from(Buffer.from(pixels, 'base64')) };
}

function worst(actual: ArrayLike<number>, expected: readonly number[]): number {
  assert.equal(actual.length, expected.length);
  return Math.max(...expected.map((value, i) => Math.abs((actual[i] ?? Number.NaN) - value)));
}

const classifiers = new Map<string, Classifier>();

before(async () => {
  for (const name of CLASSIFIERS) {
    const parsed = manifest.parse(json(name, 'manifest.json')) as ClassifierManifest;
    classifiers.set(name, await openClassifier(read(name, 'model.onnx'), parsed, { threads: 1 }));
  }
});
after(async () => {
  for (const classifier of classifiers.values()) await classifier.dispose();
});

for (const name of [...CLASSIFIERS, 'phantom-segmenter', 'anatomy-segmenter']) {
  test(`${name} is the file that its sha256 and golden vectors are of, under 5 MB; classifiers for the demonstration alone`, () => {
    const sha256 = createHash('sha256').update(read(name, 'model.onnx')).digest('hex');
    assert.equal(read(name, 'model.onnx.sha256').toString(), `${sha256}  model.onnx\n`);
    assert.equal(z.object({ model: z.string() }).parse(json(name, 'golden.json')).model, sha256);
    assert.ok(statSync(join(MODELS, name, 'model.onnx')).size < 5_000_000);
    const parsed = manifest.parse(json(name, 'manifest.json'));
    assert.equal(parsed.name, name);
    if (parsed.kind === 'classifier') assert.equal(parsed.scope, 'demo');
    const card = read(name, 'card.md').toString();
    for (const part of ['Intended use', 'Limits', 'Performance']) assert.match(card, new RegExp(`## ${part}`));
  });
}

for (const name of CLASSIFIERS) {
  test(`${name} gives the logits, probabilities and maps of its trainer`, async () => {
    const { cases } = classifierGolden.parse(json(name, 'golden.json'));
    for (const golden of cases) {
      const answer = await classifiers.get(name)?.classify(radiograph(golden.pixels));
      assert.ok(answer?.cams && answer.bias, 'has maps');
      assert.ok(worst(answer.logits, golden.logits) < TOLERANCE);
      assert.ok(worst(answer.probabilities, golden.probabilities) < TOLERANCE);
      assert.ok(worst(answer.cams.values, golden.cams.flat()) < TOLERANCE * 10, 'maps');
      assert.ok(worst(answer.bias, golden.bias) < TOLERANCE);
    }
  });
}

/** Mean over each cell of 8 × 8 pixels, [side, side] to [side / 8, side / 8]. */
function cellMeans(plane: Float32Array, side: number): Float64Array {
  const across = side / 8;
  const cells = new Float64Array(across ** 2);
  plane.forEach((value, i) => {
    const cell = Math.floor(i / side / 8) * across + Math.floor((i % side) / 8);
    cells[cell] = (cells[cell] ?? 0) + value / 64;
  });
  return cells;
}

test('phantom-segmenter gives the zones of its trainer', async () => {
  const session = await openSession(read('phantom-segmenter', 'model.onnx'), { threads: 1 });
  const { cases } = segmenterGolden.parse(json('phantom-segmenter', 'golden.json'));
  for (const golden of cases) {
    const values = radiograph(golden.pixels).pixels.map((v) => v / 255);
    const [output] = await session.run({ name: 'image', dims: [1, 1, 112, 112], values }, ['zone_probability']);
    assert.deepEqual(output?.dims, [1, 3, 112, 112]);
    golden.probabilities.forEach((expected, zone) => {
      const plane = output?.values.subarray(zone * 112 * 112, (zone + 1) * 112 * 112) ?? new Float32Array();
      assert.ok(worst(cellMeans(plane, 112), expected) < TOLERANCE, `zone ${zone}`);
    });
  }
  await session.dispose();
});

test('anatomy-segmenter gives the zones of its trainer, at half the resolution of its input', async () => {
  const session = await openSession(read('anatomy-segmenter', 'model.onnx'), { threads: 1 });
  const { cases } = anatomyGolden.parse(json('anatomy-segmenter', 'golden.json'));
  for (const golden of cases) {
    const values = Float32Array.from(Buffer.from(golden.pixels, 'base64'), (v) => v / 255);
    const [output] = await session.run({ name: 'image', dims: [1, 1, 128, 128], values }, ['zone_probability']);
    assert.deepEqual(output?.dims, [1, 3, 64, 64]);
    golden.probabilities.forEach((expected, zone) => {
      const plane = output?.values.subarray(zone * 64 * 64, (zone + 1) * 64 * 64) ?? new Float32Array();
      assert.ok(worst(cellMeans(plane, 64), expected) < TOLERANCE, `zone ${zone}`);
    });
  }
  await session.dispose();
});

test('phantoms name the zones of the audit, in its order', () => {
  assert.deepEqual(PHANTOM_ZONES, ZONES);
});
