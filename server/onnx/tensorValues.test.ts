import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create } from '@bufbuild/protobuf';
import { TensorProto_DataType as DataType, TensorProtoSchema } from 'onnx-buf';
import { halfToFloat } from './halfFloat';
import { tensorValues } from './tensorValues';

const tensor = (dataType: DataType, fields: object) => create(TensorProtoSchema, { dims: [2n], dataType, ...fields });
const raw = (array: ArrayBufferView) => ({ rawData: new Uint8Array(array.buffer.slice(0)) });

test('floats are read from raw bytes and from typed fields', () => {
  assert.deepEqual([...tensorValues(tensor(DataType.FLOAT, raw(Float32Array.of(1.5, -2)))).values], [1.5, -2]);
  assert.deepEqual([...tensorValues(tensor(DataType.FLOAT, { floatData: [1.5, -2] })).values], [1.5, -2]);
  assert.deepEqual([...tensorValues(tensor(DataType.DOUBLE, raw(Float64Array.of(1.5, -2)))).values], [1.5, -2]);
  assert.deepEqual([...tensorValues(tensor(DataType.FLOAT16, raw(Uint16Array.of(0x3e00, 0xc000)))).values], [1.5, -2]);
  assert.deepEqual([...tensorValues(tensor(DataType.FLOAT16, { int32Data: [0x3e00, 0xc000] })).values], [1.5, -2]);
});

test('integers are read', () => {
  assert.deepEqual([...tensorValues(tensor(DataType.INT8, raw(Int8Array.of(3, -4)))).values], [3, -4]);
  assert.deepEqual([...tensorValues(tensor(DataType.UINT8, raw(Uint8Array.of(3, 200)))).values], [3, 200]);
  assert.deepEqual([...tensorValues(tensor(DataType.INT64, raw(BigInt64Array.of(2n, -1n)))).values], [2, -1]);
  assert.deepEqual([...tensorValues(tensor(DataType.INT32, { int32Data: [2, -1] })).values], [2, -1]);
});

test('raw bytes that do not start on a multiple of four are read', () => {
  const bytes = new Uint8Array(9);
  bytes.set(new Uint8Array(Float32Array.of(1.5, -2).buffer), 1);
  assert.deepEqual([...tensorValues(tensor(DataType.FLOAT, { rawData: bytes.subarray(1) })).values], [1.5, -2]);
});

test('values that do not fill the dimensions, and unknown types, are refused', () => {
  assert.throws(() => tensorValues(tensor(DataType.FLOAT, { floatData: [1] })), /holds 1 values for dimensions \[2\]/);
  assert.throws(() => tensorValues(tensor(DataType.BOOL, raw(Uint8Array.of(1, 2)))), /is of type BOOL/);
});

test('half floats: one, the smallest, the largest, infinity, not a number', () => {
  assert.deepEqual([0x3c00, 0x0001, 0x7bff, 0xfc00].map(halfToFloat), [1, 2 ** -24, 65504, Number.NEGATIVE_INFINITY]);
  assert.ok(Number.isNaN(halfToFloat(0x7e00)));
});
