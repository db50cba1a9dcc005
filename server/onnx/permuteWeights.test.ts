import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { create } from '@bufbuild/protobuf';
import { TensorProto_DataType, TensorProtoSchema } from 'onnx-buf';
import { countLayers, permuteWeights } from './permuteWeights';
import { readModel } from './readModel';
import { tensorValues } from './tensorValues';
import { graphBuilder } from './testing/graphBuilder';

const shipped = readFileSync('models/phantom-shortcut/model.onnx');

const valuesOf = (bytes: Uint8Array) =>
  new Map(readModel(bytes).graph?.initializer.map((tensor) => [tensor.name, Array.from(tensorValues(tensor).values)]));

test('each weight keeps its values in another order, biases and all else stay, and the seed decides', () => {
  const original = Buffer.from(shipped);
  const permuted = permuteWeights(shipped, 1);
  assert.deepEqual(Buffer.from(shipped), original, 'what was given is left as it is');
  const [before, after] = [valuesOf(shipped), valuesOf(permuted)];
  const moved = [...before].filter(([name, values]) => String(values) !== String(after.get(name)));
  assert.ok(moved.length >= 5, `${moved.length} tensors`);
  for (const [name, values] of moved) {
    assert.deepEqual(after.get(name)?.toSorted(), values.toSorted(), name);
  }
  const nodes = readModel(shipped).graph?.node ?? [];
  const weights = new Set(
    nodes.flatMap(({ opType, input }) => (['Conv', 'Gemm', 'MatMul'].includes(opType) ? [input[1]] : [])),
  );
  for (const [name] of moved) assert.ok(weights.has(name), `${name} is a weight`);
  assert.deepEqual(readModel(permuted).graph?.node, nodes);
  assert.deepEqual(Buffer.from(permuteWeights(shipped, 1)), Buffer.from(permuted));
  assert.notDeepEqual(Buffer.from(permuteWeights(shipped, 2)), Buffer.from(permuted));
});

test('half precision and values in typed fields are permuted, a shared tensor once', () => {
  const g = graphBuilder();
  const half = create(TensorProtoSchema, {
    name: 'half',
    dims: [4n, 4n],
    dataType: TensorProto_DataType.FLOAT16,
    rawData: new Uint8Array(Uint16Array.from({ length: 16 }, (_, i) => 0x3c00 + i).buffer),
  });
  const typed = create(TensorProtoSchema, {
    name: 'typed',
    dims: [4n, 4n],
    dataType: TensorProto_DataType.FLOAT,
    floatData: Array.from({ length: 16 }, (_, i) => i),
  });
  const first = g.node('MatMul', [g.input([1, 4]), g.constant(half)]);
  const second = g.node('MatMul', [g.node('MatMul', [first, g.constant(typed)]), 'typed']);
  const bytes = g.model([{ name: second, dims: [1, 4] }]);
  const after = valuesOf(permuteWeights(bytes, 3));
  for (const [name, values] of valuesOf(bytes)) {
    assert.notDeepEqual(after.get(name), values, name);
    assert.deepEqual(
      after.get(name)?.toSorted((a, b) => a - b),
      values.toSorted((a, b) => a - b),
      name,
    );
  }
});

test('a quantised model and one without weights are refused', () => {
  const g = graphBuilder();
  const quantised = g.node('DequantizeLinear', [g.input([1, 4]), g.weights([1])]);
  assert.throws(
    () => permuteWeights(g.model([{ name: quantised, dims: [1, 4] }]), 1),
    /^RangeError: weights: .*quantised/,
  );
  const plain = graphBuilder();
  const relu = plain.node('Relu', [plain.input([1, 4])]);
  assert.throws(() => permuteWeights(plain.model([{ name: relu, dims: [1, 4] }]), 1), /^RangeError: weights: .*none/);
});

test('a span permutes its layers alone, counted from the output, each as in the whole', () => {
  const names = (bytes: Uint8Array) => {
    const before = valuesOf(shipped);
    return [...valuesOf(bytes)].filter(([name, values]) => String(values) !== String(before.get(name)));
  };
  const layers = countLayers(shipped);
  const whole = new Map(names(permuteWeights(shipped, 5)));
  assert.equal(whole.size, layers);
  const head = names(permuteWeights(shipped, 5, { from: 0, to: 1 }));
  const nodes = readModel(shipped).graph?.node ?? [];
  assert.deepEqual(
    head.map(([name]) => name),
    [nodes.find(({ opType }) => opType === 'Gemm')?.input[1]],
  );
  const rest = names(permuteWeights(shipped, 5, { from: 1, to: layers }));
  assert.equal(rest.length, layers - 1);
  for (const [name, values] of [...head, ...rest]) assert.deepEqual(values, whole.get(name), name);
  assert.throws(() => permuteWeights(shipped, 5, { from: 2, to: 2 }), /^RangeError: layers/);
  assert.throws(() => permuteWeights(shipped, 5, { from: 0, to: layers + 1 }), /^RangeError: layers/);
});
