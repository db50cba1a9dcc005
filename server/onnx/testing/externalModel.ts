import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema, StringStringEntryProtoSchema, TensorProto_DataLocation } from 'onnx-buf';

/** A model whose stored tensors of more than `least` bytes lie in one file of this name, as exporters write it. */
export function externalModel(bytes: Uint8Array, name: string, least = 0): { onnx: Uint8Array; data: Uint8Array } {
  const model = fromBinary(ModelProtoSchema, bytes);
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const tensor of model.graph?.initializer ?? []) {
    const length = tensor.rawData.length;
    if (length === 0 || length < least) continue;
    parts.push(tensor.rawData);
    const entries = { location: name, offset: String(offset), length: String(length) };
    tensor.externalData = Object.entries(entries).map(([key, value]) =>
      create(StringStringEntryProtoSchema, { key, value }),
    );
    tensor.dataLocation = TensorProto_DataLocation.EXTERNAL;
    tensor.rawData = new Uint8Array();
    offset += length;
  }
  return { onnx: toBinary(ModelProtoSchema, model), data: Buffer.concat(parts) };
}
