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
} from 'onnx-buf';
import type { LinearHead } from './findLinearHead';
import { transposed } from './graphIndex';
import { nameMaker } from './nameMaker';
import { castNode, floatOutput } from './tapOutputs';

/** A model that also answers its maps, and the names of the outputs to ask for. */
export type Instrumented = { bytes: Uint8Array; cam: string; embedding: string; logits: string };

type Addition = { nodes: ReturnType<typeof node>[]; weights: TensorProto[]; outputs: ValueInfoProto[] };
type Names = (wanted: string) => string;

/**
 * Adds outputs to a model: CAM [N, classes, H, W] (the head's weights applied to each cell of the feature map, no bias;
 * SCIENCE §2.1), the pooled embedding [N, channels] and the logits. Everything of the original stays as it is: the
 * additions are a second serialised ModelProto behind the first, which protobuf merges when the file is read ("embedded
 * message fields … are merged", Protocol Buffers encoding, Last One Wins), so the opset, the order of the nodes and
 * unknown fields are untouched by construction. A map of patches [N, H·W, C] is taken to be square; where it is not,
 * the longer graph does not run.
 */
export function instrument(bytes: Uint8Array, model: ModelProto, head: LinearHead): Instrumented {
  const unique = nameMaker(model);
  const add: Addition = { nodes: [], weights: [], outputs: [] };
  const feature = head.isFloat32 ? head.featureTensor : cast(add, head.featureTensor, unique('sightline_feature'));
  const cam = unique('sightline_cam');
  addMaps(add, feature, head, cam, unique);
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

/** One 1×1 convolution where the channels are second; a product and a turn of the dimensions where they are last. */
function addMaps(add: Addition, feature: string, head: LinearHead, cam: string, unique: Names): void {
  const { weights, classes, channels, layout } = head;
  const stored = unique('sightline_cam_weights');
  if (layout === 'NCHW') {
    add.weights.push(floats(stored, [classes, channels, 1, 1], weights));
    add.nodes.push(node('Conv', [feature, stored], cam));
    return;
  }
  add.weights.push(floats(stored, [channels, classes], transposed(weights, classes, channels)));
  const product = unique('sightline_cam_last');
  add.nodes.push(node('MatMul', [feature, stored], product));
  if (layout === 'NHWC') {
    add.nodes.push(node('Transpose', [product], cam, [ints('perm', [0, 3, 1, 2])]));
    return;
  }
  const rows = unique('sightline_cam_tokens');
  add.nodes.push(node('Transpose', [product], rows, [ints('perm', [0, 2, 1])]));
  add.nodes.push(node('Reshape', [rows, squareShape(add, rows, unique)], cam));
}

/** [N, classes, √L, √L], computed in the graph since it seldom says how many patches there are. */
function squareShape(add: Addition, rows: string, unique: Names): string {
  const step = (opType: string, input: string[], attribute: ReturnType<typeof ints>[] = []): string => {
    const output = unique('sightline_cam_shape');
    add.nodes.push(node(opType, input, output, attribute));
    return output;
  };
  const stored = (values: number[]): string => {
    const name = unique('sightline_cam_index');
    add.weights.push(wholes(name, values));
    return name;
  };
  const shape = step('Shape', [rows]);
  const tokens = step('Gather', [shape, stored([2])]);
  const root = step('Sqrt', [step('Cast', [tokens], [int('to', TensorProto_DataType.FLOAT)])]);
  const side = step('Cast', [root], [int('to', TensorProto_DataType.INT64)]);
  const first = step('Gather', [shape, stored([0, 1])]);
  return step('Concat', [first, side, side], [int('axis', 0)]);
}

function serialise({ nodes, weights, outputs }: Addition): Uint8Array {
  const graph = create(GraphProtoSchema, { node: nodes, initializer: weights, output: outputs });
  return toBinary(ModelProtoSchema, create(ModelProtoSchema, { graph }));
}

function node(opType: string, input: string[], output: string, attribute: ReturnType<typeof ints>[] = []) {
  return create(NodeProtoSchema, { name: output, opType, input, output: [output], attribute });
}

function cast(add: Addition, tensor: string, output: string): string {
  add.nodes.push(castNode(tensor, output));
  return output;
}

function int(name: string, value: number) {
  return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INT, i: BigInt(value) });
}

function ints(name: string, values: number[]) {
  return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INTS, ints: values.map(BigInt) });
}

function floats(name: string, dims: number[], values: Float32Array): TensorProto {
  const rawData = new Uint8Array(values.slice().buffer);
  return create(TensorProtoSchema, { name, dims: dims.map(BigInt), dataType: TensorProto_DataType.FLOAT, rawData });
}

function wholes(name: string, values: number[]): TensorProto {
  const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  const dims = [BigInt(values.length)];
  return create(TensorProtoSchema, { name, dims, dataType: TensorProto_DataType.INT64, rawData });
}
