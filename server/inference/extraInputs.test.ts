import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extraInput } from '@/server/model/extraInput';
import { NO_FACTS } from '@/server/model/imageFacts';
import { classifierManifest } from '@/server/model/manifest';
import { graphBuilder } from '@/server/onnx/testing/graphBuilder';
import { AppError } from '@/server/problem/appError';
import { openClassifier } from './classifier';
import { extraDims } from './extraDims';
import { extraNumbers } from './extraInputs';
import { openModel } from './openModel';
import { probeRadiograph } from './probeRadiograph';

const SIDE = 8;

/** logit = mean(image) + age, with the age as a second input [N, 1]. */
function agedModel(): Uint8Array {
  const g = graphBuilder();
  const image = g.input(['N', 1, SIDE, SIDE], 'image');
  const age = g.input(['N', 1], 'age');
  const pooled = g.node('Flatten', [g.node('GlobalAveragePool', [image])]);
  return g.model([{ name: g.node('Add', [pooled, age]), dims: ['N', 1] }]);
}

const manifest = (extraInputs?: unknown) =>
  classifierManifest.parse({
    ...{ name: 'aged', version: '1', kind: 'classifier', findings: [{ name: 'A' }], extraInputs },
    input: { name: 'image', size: [SIDE, SIDE], channels: 1, range: [0, 1] },
    output: { activation: 'none' },
  });
const age = { name: 'age', from: 'patientAge', scale: { mean: 50, std: 10 }, missing: 0.5 };
const radiograph = probeRadiograph([SIDE, SIDE], 1);

const refusal = (extraInputs: unknown, name?: string): string => {
  const wanted = manifest(extraInputs);
  const { name: _, ...unnamed } = wanted.input;
  try {
    openModel(agedModel(), name === '' ? { ...wanted, input: unnamed } : wanted);
  } catch (error) {
    assert.ok(error instanceof AppError && error.code === 'unreadable-model', String(error));
    return error.message;
  }
  return '';
};

test('an input that is not mapped is refused with what it is and what to do', () => {
  assert.match(refusal(undefined), /also wants input "age" \(FLOAT \[any,1\]\): map it in extraInputs/);
  assert.match(refusal([age, { name: 'sex', value: [1] }]), /no input "sex"/);
  assert.match(refusal([{ name: 'image', value: [1] }, age]), /"image" is the image's own input/);
  assert.match(refusal([{ name: 'age', value: [1, 2] }]), /\[any,1\], which 2 numbers an image do not fill/);
  assert.equal(refusal([age]), '');
  assert.equal(refusal([age], ''), '', 'the image is the only input that is left');
});

test('metadata reach the forward pass and the hash of the input', async () => {
  const classifier = await openClassifier(agedModel(), manifest([age]));
  const at = async (patientAge: number | null) => classifier.classify(radiograph, { ...NO_FACTS, patientAge });
  const [young, old, unknown] = [await at(50), await at(70), await at(null)];
  await classifier.dispose();
  const logit = ({ logits }: typeof young) => logits[0] ?? Number.NaN;
  assert.ok(Math.abs(logit(old) - logit(young) - 2) < 1e-4, `${logit(old)} ${logit(young)}`);
  assert.ok(Math.abs(logit(unknown) - logit(young) - 0.5) < 1e-4);
  assert.equal(new Set([young, old, unknown].map(({ inputHash }) => inputHash)).size, 3);
});

test('numbers are taken from words, fixed values and several facts', () => {
  const numbers = (input: unknown, facts = {}) => extraNumbers(extraInput.parse(input), { ...NO_FACTS, ...facts });
  const sex = { from: 'patientSex', map: { M: 0, F: 1 }, missing: 0.5 };
  assert.deepEqual(numbers({ name: 's', ...sex }, { patientSex: 'F' }), [1]);
  assert.deepEqual(numbers({ name: 's', ...sex }, { patientSex: 'O' }), [0.5]);
  assert.deepEqual(numbers({ name: 'p', from: 'portable', missing: -1 }, { portable: true }), [1]);
  assert.deepEqual(numbers({ name: 'p', value: [1, 2, 3] }), [1, 2, 3]);
  const each = [sex, { value: 7 }, { from: 'patientAge', missing: -1 }];
  assert.deepEqual(numbers({ name: 'm', each }, { patientAge: 61, patientSex: 'M' }), [0, 7, 61]);
  assert.ok(!extraInput.safeParse({ name: 's', from: 'patientSex', missing: 0 }).success, 'words need a map');
});

test('numbers are laid out as the graph declares, for each image of a batch', () => {
  assert.deepEqual(extraDims([null, 3], 3, 4), [4, 3]);
  assert.deepEqual(extraDims([null, null], 3, 2), [2, 3]);
  assert.deepEqual(extraDims([1, 1, 3], 3, 1), [1, 1, 3]);
  assert.deepEqual(extraDims([3, 4], 12, 1), [3, 4]);
  assert.deepEqual(extraDims([null], 1, 5), [5]);
  assert.deepEqual(extraDims([], 1, 5), []);
  assert.equal(extraDims([null, 3], 2, 1), null);
});
