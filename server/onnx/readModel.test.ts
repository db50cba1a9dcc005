import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import {
  AttributeProtoSchema,
  ModelProtoSchema,
  StringStringEntryProtoSchema,
  TensorProto_DataLocation,
} from 'onnx-buf';
import { readModel } from './readModel';
import { headModel, LINEAR_HEADS } from './testing/headVariants';

const model = headModel((g, x) => g.node('GlobalAveragePool', [x]));

test('a model is read', () => {
  assert.equal(readModel(model).graph?.node.length, 3);
});

test('an empty file is refused', () => {
  assert.throws(() => readModel(new Uint8Array()), { name: 'RangeError', message: 'the file is empty' });
});

test('every truncation of a model is refused', () => {
  const bytes = LINEAR_HEADS[0]?.bytes ?? model;
  for (let length = 1; length < bytes.length; length += 7) {
    assert.throws(() => readModel(bytes.subarray(0, length)), RangeError, `${length} of ${bytes.length} bytes`);
  }
});

test('random bytes never give anything but a RangeError or a model', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
      try {
        readModel(bytes);
      } catch (error) {
        assert.ok(error instanceof RangeError);
      }
    }),
  );
});

test('a file of another kind is named', () => {
  const cases: [number[], RegExp][] = [
    [[0x50, 0x4b, 3, 4, 0, 0, 0, 0], /ZIP archive \(PyTorch/],
    [[0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a], /HDF5/],
    [[0x1f, 0x8b, 8, 0], /gzip/],
    [[...Buffer.from('{"name":1}')], /JSON/],
    [[0x80, 0x02, 0x7d], /pickle/],
  ];
  for (const [bytes, reason] of cases) assert.throws(() => readModel(Uint8Array.from(bytes)), reason);
});

test('a field that claims four gigabytes is refused without reading them', () => {
  const huge = Uint8Array.of(0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f, 1, 2, 3);
  assert.throws(() => readModel(huge), /not an ONNX model, or is truncated or damaged/);
});

test('deep nesting is refused, not followed until the stack ends', () => {
  let nested = Buffer.of();
  // ModelProto.graph (7) > node (1) > attribute (5) > g (6) > node …
  for (let depth = 0; depth < 4000; depth++) {
    for (const field of [6, 5, 1]) nested = Buffer.concat([Buffer.of(field * 8 + 2), varint(nested.length), nested]);
  }
  assert.throws(() => readModel(Buffer.concat([Buffer.of(0x3a), varint(nested.length), nested])), RangeError);
});

test('protobuf without a graph is refused', () => {
  assert.throws(
    () => readModel(toBinary(ModelProtoSchema, create(ModelProtoSchema, { irVersion: 8n }))),
    /no ONNX graph/,
  );
});

test('weights in another file are refused, wherever they are named', () => {
  const outside = fromBinary(ModelProtoSchema, model);
  const tensor = outside.graph?.initializer[0];
  assert.ok(tensor);
  tensor.dataLocation = TensorProto_DataLocation.EXTERNAL;
  tensor.externalData = [create(StringStringEntryProtoSchema, { key: 'location', value: '/etc/hostname' })];
  const expected = /the weights are outside the file \(tensor "w_0_0"\)/;
  assert.throws(() => readModel(toBinary(ModelProtoSchema, outside)), expected);

  const nested = fromBinary(ModelProtoSchema, model);
  const node = nested.graph?.node[0];
  assert.ok(node && outside.graph);
  node.attribute.push(create(AttributeProtoSchema, { name: 'body', g: outside.graph }));
  assert.throws(() => readModel(toBinary(ModelProtoSchema, nested)), expected);
});

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 127) | 128);
  }
}
