import { create, toBinary } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  type ModelProto,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProto_DataType,
  ValueInfoProtoSchema,
} from 'onnx-buf';
import { nameMaker } from './nameMaker';

/**
 * Adds inner tensors of a model as outputs, cast to float32 (nothing to do where they are). As in `instrument`, the
 * additions are a second serialised model behind the first, which protobuf merges; the original stays as it is.
 *
 * @returns the longer file and the name of each new output, in the order of `tensors`
 */
export function tapOutputs(bytes: Uint8Array, model: ModelProto, tensors: string[]) {
  const unique = nameMaker(model);
  const outputs = tensors.map(() => unique('sightline_tap'));
  const graph = create(GraphProtoSchema, {
    node: tensors.map((tensor, i) => castNode(tensor, outputs[i] ?? '')),
    output: outputs.map(floatOutput),
  });
  const added = toBinary(ModelProtoSchema, create(ModelProtoSchema, { graph }));
  return { bytes: Buffer.concat([bytes, added]), outputs };
}

/** A node that casts a tensor to float32. */
export function castNode(tensor: string, output: string) {
  const type = AttributeProto_AttributeType.INT;
  const to = create(AttributeProtoSchema, { name: 'to', type, i: BigInt(TensorProto_DataType.FLOAT) });
  return create(NodeProtoSchema, { name: output, opType: 'Cast', input: [tensor], output: [output], attribute: [to] });
}

/** A float32 output whose dimensions are not declared. */
export function floatOutput(name: string) {
  const value = { elemType: TensorProto_DataType.FLOAT };
  return create(ValueInfoProtoSchema, { name, type: { value: { case: 'tensorType', value } } });
}
