import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { type ModelProto, ModelProtoSchema, StringStringEntryProtoSchema, type TensorProto } from 'onnx-buf';
import { inlineData } from './inlineData';
import { externalModel } from './testing/externalModel';
import { LINEAR_HEADS } from './testing/headVariants';

const whole = LINEAR_HEADS[0]?.bytes ?? new Uint8Array();
const NAME = 'model.onnx.data';
const sent = externalModel(whole, NAME);

const inlined = (onnx: Uint8Array, files: { name: string; bytes: Uint8Array }[]) =>
  fromBinary(ModelProtoSchema, Buffer.concat(inlineData(onnx, files)));
const refuses = (onnx: Uint8Array, files: { name: string; bytes: Uint8Array }[], reason: RegExp) =>
  assert.throws(
    () => inlineData(onnx, files),
    (error) => error instanceof RangeError && reason.test(error.message),
  );

/** The model with one tensor changed. */
function changed(change: (tensor: TensorProto, model: ModelProto) => unknown): Uint8Array {
  const model = fromBinary(ModelProtoSchema, sent.onnx);
  const tensor = model.graph?.initializer.find(({ externalData }) => externalData.length > 0);
  assert.ok(tensor);
  change(tensor, model);
  return toBinary(ModelProtoSchema, model);
}

const set = (key: string, value: string) =>
  changed((tensor) => {
    tensor.externalData = [
      ...tensor.externalData.filter((entry) => entry.key !== key),
      create(StringStringEntryProtoSchema, { key, value }),
    ];
  });
const data = { name: NAME, bytes: sent.data };

test('tensors of another file are put into the model, which is then as it was', () => {
  const model = inlined(sent.onnx, [data]);
  const tensors = (one: ModelProto) =>
    one.graph?.initializer.map(({ name, dims, rawData }) => ({ name, dims, rawData: [...rawData] }));
  assert.deepEqual(tensors(model), tensors(fromBinary(ModelProtoSchema, whole)));
  assert.equal(
    model.graph?.initializer.every(({ externalData, dataLocation }) => externalData.length + dataLocation === 0),
    true,
  );
  assert.deepEqual(model.graph?.node, fromBinary(ModelProtoSchema, whole).graph?.node);
});

test('a name with ./ is the same file, and a length may be left out', () => {
  assert.equal(inlined(set('location', `./${NAME}`), [data]).graph?.initializer.length, 3);
  const without = changed((tensor) => {
    tensor.externalData = tensor.externalData.filter(({ key }) => key !== 'length');
  });
  assert.equal(inlined(without, [data]).graph?.initializer.length, 3);
});

test('a file that is missing, not used, sent twice or named out of the folder is named', () => {
  refuses(sent.onnx, [], /"model.onnx.data", which was not sent/);
  refuses(sent.onnx, [{ ...data, name: 'weights.bin' }], /not sent; "weights.bin" was sent, and no tensor is in it/);
  refuses(sent.onnx, [data, { name: 'b', bytes: sent.data }], /"b" was sent, and no tensor/);
  refuses(sent.onnx, [data, data], /"model.onnx.data" was sent twice/);
  for (const name of ['../x', '/etc/passwd', 'a/../../b', 'C:\\x', 'a\\b', '', 'a//b', 'a\u0000b']) {
    refuses(set('location', name), [data], /names no file inside the model's folder/);
    refuses(sent.onnx, [{ ...data, name }], /has no name inside the model's folder/);
  }
});

test('claims of what is not there, of what another claims, and of another size are refused', () => {
  refuses(set('offset', '999999999999'), [data], /ends at byte \d+ of "model.onnx.data", which has \d+/);
  refuses(sent.onnx, [{ ...data, bytes: sent.data.subarray(4) }], /ends at byte/);
  refuses(set('length', '4'), [data], /takes \d+ bytes and claims 4/);
  refuses(set('offset', '-1'), [data], /offset that is no whole number/);
  refuses(set('offset', '1e3'), [data], /offset that is no whole number/);
  refuses(
    changed((tensor) => Object.assign(tensor, { dims: [2n ** 40n, 2n ** 40n] })),
    [data],
    /dimensions beyond any size/,
  );
  refuses(
    changed((tensor) => Object.assign(tensor, { dims: [-1n] })),
    [data],
    /dimensions beyond any size|claims/,
  );
  refuses(
    changed((tensor) => Object.assign(tensor, { dataType: 8 })),
    [data],
    /type 8, which is not kept outside/,
  );
  refuses(
    changed((tensor, model) => {
      for (let i = 0; i < 1_000; i += 1) model.graph?.initializer.push(tensor);
    }),
    [data],
    /claim the same bytes/,
  );
});

test('a cut or nested file is refused', () => {
  for (let length = 1; length < sent.onnx.length; length += 7) {
    try {
      inlineData(sent.onnx.subarray(0, length), [data]);
    } catch (error) {
      assert.ok(error instanceof RangeError, String(error));
    }
  }
  // graph { node { attribute { g { node … } } } }, each message inside of the one before.
  let nested: Buffer = Buffer.alloc(0);
  const wrap = (number: number) => {
    const length: number[] = [];
    for (let rest = nested.length; ; rest = Math.floor(rest / 128)) {
      length.push(rest > 127 ? (rest % 128) | 128 : rest);
      if (rest < 128) break;
    }
    nested = Buffer.concat([Buffer.from([number * 8 + 2, ...length]), nested]);
  };
  for (let level = 0; level < 100; level += 1) for (const number of [1, 5, 6].toReversed()) wrap(number);
  wrap(7);
  refuses(nested, [data], /nested deeper than/);
});
