import { create, toBinary } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  type ModelProto,
  ModelProtoSchema,
  NodeProtoSchema,
  type TensorProto,
  TensorProto_DataType,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from 'onnx-buf';
import type { LinearHead } from './findLinearHead';

/** A model that also answers its maps, and the names of the outputs to ask for. */
export type Instrumented = { bytes: Uint8Array; cam: string; embedding: string; logits: string };

type Addition = { nodes: ReturnType<typeof node>[]; weights: TensorProto[]; outputs: ValueInfoProto[] };

/**
 * Adds outputs to a model: CAM [N, classes, H, W] (one 1×1 convolution of the feature map with the head's weights, no
 * bias; SCIENCE §2.1), the pooled embedding [N, channels] and the logits. Everything of the original stays as it is:
 * the additions are a second serialised ModelProto behind the first, which protobuf merges when the file is read
 * ("embedded message fields … are merged", Protocol Buffers encoding, Last One Wins), so the opset, the order of the
 * nodes and unknown fields are untouched by construction.
 */
export function instrument(bytes: Uint8Array, model: ModelProto, head: LinearHead): Instrumented {
  const unique = nameMaker(model);
  const add: Addition = { nodes: [], weights: [], outputs: [] };
  const feature = head.isFloat32 ? head.featureTensor : cast(add, head.featureTensor, unique('sightline_feature'));
  const cam = unique('sightline_cam');
  const kernel = unique('sightline_cam_weights');
  add.weights.push(kernelTensor(kernel, head));
  add.nodes.push(node('Conv', [feature, kernel], cam));
  add.outputs.push(floatOutput(cam));
  const answer = (tensor: string, name: string): string => {
    const output = head.isFloat32 ? tensor : cast(add, tensor, unique(name));
    const isKnown = model.graph?.output.some((known) => known.name === output);
    if (!isKnown) add.outputs.push(floatOutput(output));
    return output;
  };
  const logits = answer(head.logitsTensor, 'sightline_logits');
  let embedding = '';
  if (head.pooledTensor !== null) embedding = answer(head.pooledTensor, 'sightline_embedding');
  else {
    embedding = unique('sightline_embedding');
    add.nodes.push(node('GlobalAveragePool', [feature], embedding));
    add.outputs.push(floatOutput(embedding));
  }
  return { bytes: Buffer.concat([bytes, serialise(add)]), cam, embedding, logits };
}

function serialise({ nodes, weights, outputs }: Addition): Uint8Array {
  const graph = create(GraphProtoSchema, { node: nodes, initializer: weights, output: outputs });
  return toBinary(ModelProtoSchema, create(ModelProtoSchema, { graph }));
}

function node(opType: string, input: string[], output: string, attribute: ReturnType<typeof toFloat>[] = []) {
  return create(NodeProtoSchema, { name: output, opType, input, output: [output], attribute });
}

function cast(add: Addition, tensor: string, output: string): string {
  add.nodes.push(node('Cast', [tensor], output, [toFloat()]));
  return output;
}

function toFloat() {
  const float = BigInt(TensorProto_DataType.FLOAT);
  return create(AttributeProtoSchema, { name: 'to', type: AttributeProto_AttributeType.INT, i: float });
}

function kernelTensor(name: string, { weights, classes, channels }: LinearHead): TensorProto {
  const rawData = new Uint8Array(weights.slice().buffer);
  const dims = [classes, channels, 1, 1].map(BigInt);
  return create(TensorProtoSchema, { name, dims, dataType: TensorProto_DataType.FLOAT, rawData });
}

function floatOutput(name: string): ValueInfoProto {
  const value = { elemType: TensorProto_DataType.FLOAT };
  return create(ValueInfoProtoSchema, { name, type: { value: { case: 'tensorType', value } } });
}

/** Makes names that no tensor or node of the graph has. */
function nameMaker(model: ModelProto): (wanted: string) => string {
  const graph = model.graph;
  const taken = new Set(graph?.node.flatMap((item) => [item.name, ...item.input, ...item.output]));
  for (const item of [...(graph?.initializer ?? []), ...(graph?.input ?? [])]) taken.add(item.name);
  return (wanted) => {
    let name = wanted;
    for (let count = 1; taken.has(name); count++) name = `${wanted}_${count}`;
    taken.add(name);
    return name;
  };
}
