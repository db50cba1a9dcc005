import assert from 'node:assert/strict';
import { test } from 'node:test';
import { segmenterManifest } from '@/server/model/manifest';
import { graphBuilder } from '@/server/onnx/testing/graphBuilder';
import { inspectModel } from './inspectModel';
import { openSegmenter } from './segmenter';
import { segmenterErrors } from './segmenterErrors';
import { channelAxis, segmenterPlanes } from './segmenterPlanes';

const SIDE = 8;
/** Left half dark, right half bright. */
const radiograph = {
  height: SIDE,
  width: SIDE,
  pixels: Float32Array.from({ length: SIDE * SIDE }, (_, i) => (i % SIDE < 4 ? 0 : 255)),
};

/** Three logits by pixel v of −5 to 5: v, −v and 0; so channel 1 is highest in the dark, 0 in the bright. */
function logits() {
  const g = graphBuilder();
  const kernel = g.weights([3, 1, 1, 1], [1, -1, 0]);
  return { g, conv: g.node('Conv', [g.input(['N', 1, SIDE, SIDE]), kernel]) };
}

const manifest = (activation: string, zones: object[]) =>
  segmenterManifest.parse({
    ...{ name: 'any', version: '1', kind: 'segmenter' },
    input: { size: [SIDE, SIDE], range: [-5, 5] },
    output: { activation },
    zones,
  });

const HALVES = [
  { channel: 1, zone: 'lungs' },
  { channel: 0, zone: 'heart' },
];

async function rowOf(bytes: Uint8Array, parsed: ReturnType<typeof manifest>) {
  await inspectModel(bytes, parsed);
  const segmenter = await openSegmenter(bytes, parsed);
  const found = await segmenter.segment(radiograph, [SIDE, SIDE]);
  await segmenter.dispose();
  return found.map(({ zone, mask }) => `${zone} ${[...mask.data.subarray(0, SIDE)].join('')}`);
}

const EXPECTED = ['lungs 11110000', 'heart 00001111'];

test('a multi-class segmenter is read by softmax or by its highest channel', async () => {
  const { g, conv } = logits();
  const bytes = g.model([{ name: conv, dims: ['N', 3, SIDE, SIDE] }]);
  assert.deepEqual(await rowOf(bytes, manifest('argmax', HALVES)), EXPECTED);
  assert.deepEqual(await rowOf(bytes, manifest('softmax', HALVES)), EXPECTED);
});

test('a multi-label segmenter with channels last is read, and entries of one zone are united', async () => {
  const { g, conv } = logits();
  const turned = g.node('Transpose', [g.node('Sigmoid', [conv])], { perm: [0, 2, 3, 1] });
  const bytes = g.model([{ name: turned, dims: ['N', SIDE, SIDE, 3] }]);
  assert.deepEqual(await rowOf(bytes, manifest('sigmoid', HALVES)), EXPECTED);
  const united = HALVES.map(({ channel }) => ({ channel, zone: 'mediastinum' }));
  assert.deepEqual(await rowOf(bytes, manifest('sigmoid', united)), ['mediastinum 11111111']);
});

test('an output that is the class of each pixel is read by value', () => {
  const zones = [
    { value: 2, zone: 'lungs' },
    { value: 0, zone: 'heart' },
  ];
  const parsed = manifest('none', zones);
  const values = Float32Array.of(2, 2, 0, 1);
  for (const dims of [
    [1, 2, 2],
    [1, 1, 2, 2],
    [1, 2, 2, 1],
  ]) {
    assert.deepEqual(segmenterErrors('classes', dims, parsed), []);
    const { height, width, planes } = segmenterPlanes({ dims, values }, parsed, 'none');
    assert.deepEqual([height, width, planes.map((plane) => [...plane].join(''))], [2, 2, ['1100', '0010']]);
  }
  assert.throws(() => segmenterPlanes({ dims: [1, 4], values }, parsed, 'none'), /dimensions \[1,4\]/);
});

test('manifests and outputs that do not fit are refused with the reason', () => {
  const errorsOf = (dims: (number | null)[], zones: object[]) =>
    segmenterErrors('out', dims, manifest('sigmoid', zones)).map(({ detail }) => detail);
  assert.deepEqual(errorsOf([1, 3, 8, 8], HALVES), []);
  assert.deepEqual(errorsOf([null, 3, 8, 8], [{ channel: 9, zone: 'heart' }]), []);
  assert.match(errorsOf([1, 8, 8, 3], [{ channel: 3, zone: 'heart' }])[0] ?? '', /3 channels.*channel 3/);
  assert.match(errorsOf([1, 8, 8], HALVES)[0] ?? '', /zones by value/);
  assert.match(errorsOf([1, 5, 8, 8], [{ value: 1, zone: 'heart' }])[0] ?? '', /name channels/);
  assert.throws(() => manifest('sigmoid', [{ zone: 'heart' }]), /give channel, or value/);
  assert.throws(
    () =>
      manifest('sigmoid', [
        { channel: 0, zone: 'heart' },
        { value: 1, zone: 'lungs' },
      ]),
    /all by/,
  );
  assert.throws(
    () =>
      manifest('sigmoid', [
        { channel: 0, zone: 'lungs' },
        { channel: 1, zone: 'lung-left' },
      ]),
    /not both/,
  );
  assert.deepEqual([channelAxis([1, 3, 8, 8]), channelAxis([1, 8, 8, 3]), channelAxis([1, 8, 8, 8])], [1, 3, 1]);
});
