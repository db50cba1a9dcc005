import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { type GraphProto, type ModelProto, ModelProtoSchema, type NodeProto, type TensorProto } from 'onnx-buf';
import type { Draws } from './draws';

type Attack = (graph: GraphProto, draws: Draws, model: ModelProto) => void;

/** Sizes at which products and 32-bit numbers overflow. */
const ODD_DIMS = [0n, -1n, 1n, 2n ** 31n, 2n ** 32n + 1n, 2n ** 40n, 2n ** 62n, -(2n ** 63n)];

const MEGABYTE = 1_000_000;

/** Ways in which a file that reads well is no model, or one that means harm; each is a step that exporters never make. */
const ATTACKS: Record<string, Attack> = {
  'giant dimensions': ({ initializer }, draws) => {
    const tensor = draws.pick(initializer);
    tensor.dims = tensor.dims.map(() => draws.pick(ODD_DIMS));
  },
  'a shape of the input': ({ input }, draws) => {
    const type = input[0]?.type?.value;
    if (type?.case !== 'tensorType') return;
    for (const dim of type.value.shape?.dim ?? []) {
      if (draws.chance(0.5)) dim.value = { case: 'dimValue', value: draws.pick(ODD_DIMS) };
    }
  },
  'a circle': ({ node }, draws) => {
    const [first, second] = [draws.pick(node), draws.pick(node)];
    first.input = first.input.map((name, i) => (i === 0 ? (second.output[0] ?? name) : name));
    second.input = second.input.map((name, i) => (i === 0 ? (first.output[0] ?? name) : name));
  },
  'a node that feeds itself': ({ node }, draws) => {
    const one = draws.pick(node);
    one.input = one.output.slice(0, 1);
  },
  'a long name': ({ node, output, input }, draws) => {
    const name = 'x'.repeat(MEGABYTE);
    const last = node.at(-1);
    if (draws.chance(0.5) && last && output[0]) {
      last.output = [name];
      output[0].name = name;
    } else if (input[0]) input[0].name = name;
  },
  'values that are no numbers': ({ initializer }, draws) => {
    const tensor = draws.pick(initializer);
    tensor.rawData = Uint8Array.from({ length: tensor.rawData.length }, (_, i) => [0, 0, 0xc0, 0x7f][i % 4] ?? 0);
  },
  'values that are too few': ({ initializer }, draws) => {
    const tensor = draws.pick(initializer);
    tensor.rawData = tensor.rawData.subarray(0, draws.below(tensor.rawData.length));
  },
  'another order': ({ node }) => void node.reverse(),
  'a node twice': ({ node }, draws) => void node.push(draws.pick(node)),
  'another operator': ({ node }, draws) => {
    draws.pick(node).opType = draws.pick(['Loop', 'If', 'Scan', 'Softmax', 'GlobalAveragePool', 'Gemm', '', 'Nothing']);
  },
  'a graph inside of a graph': (graph, draws) => {
    const holder = graph.node.find(({ attribute }) => attribute.length > 0);
    // Without the holder itself, or the message would have no end.
    let inner: GraphProto = { ...graph, node: graph.node.filter((node) => node.attribute.length === 0) };
    for (let depth = draws.pick([1, 10, 40]); depth > 0; depth -= 1) inner = nested(graph, inner);
    if (holder?.attribute[0]) holder.attribute[0].g = inner;
  },
  'tensors of no name': ({ initializer }) => {
    for (const tensor of initializer) tensor.name = '';
  },
  'the same name twice': ({ initializer }, draws) => void initializer.push(draws.pick(initializer)),
  'another type': ({ initializer }, draws) => {
    draws.pick(initializer).dataType = draws.pick([0, 2, 7, 8, 10, 22, 99, -1]);
  },
  'no outputs': (graph) => {
    graph.output.length = 0;
  },
  'no operator set': (_, draws, model) => {
    if (draws.chance(0.5)) model.opsetImport.length = 0;
    for (const set of model.opsetImport) set.version = draws.pick([0n, -1n, 1n, 99n, 2n ** 62n]);
  },
  'another number of inputs': ({ node }, draws) => {
    const one = draws.pick(node);
    one.input = draws.chance(0.5)
      ? []
      : Array.from({ length: 2_000 }, () => draws.pick(one.input.length > 0 ? one.input : ['']));
  },
  'a file of elsewhere': ({ initializer }, draws) => outside(draws.pick(initializer), draws),
};

export const HOSTILE_WAYS = Object.keys(ATTACKS);

/** A sound model after one or two of these steps. */
export function hostileModel(bytes: Uint8Array, draws: Draws, way: string = draws.pick(HOSTILE_WAYS)): Buffer {
  const model = fromBinary(ModelProtoSchema, bytes);
  if (model.graph) {
    ATTACKS[way]?.(model.graph, draws, model);
    if (draws.chance(0.3)) ATTACKS[draws.pick(HOSTILE_WAYS)]?.(model.graph, draws, model);
  }
  return Buffer.from(toBinary(ModelProtoSchema, model));
}

function nested(graph: GraphProto, inner: GraphProto): GraphProto {
  const from = graph.node.find(({ attribute }) => attribute.length > 0);
  const attribute = from?.attribute.slice(0, 1).map((one) => ({ ...one, g: inner })) ?? [];
  const node: NodeProto[] = from === undefined ? [] : [{ ...from, attribute }];
  return { ...graph, node };
}

/** Names that lead out of the folder, and parts that are not there. */
function outside(tensor: TensorProto, draws: Draws): void {
  const location = draws.pick(['../../etc/passwd', '/etc/passwd', 'model.data', '', 'a\u0000b', 'x'.repeat(MEGABYTE)]);
  const entries = { location, offset: draws.pick(['0', '-1', '99999999999']), length: draws.pick(['4', '1e9', '']) };
  tensor.dataLocation = 1;
  tensor.externalData = Object.entries(entries).map(([key, value]) => ({
    $typeName: 'onnx.StringStringEntryProto',
    key,
    value,
  }));
}
