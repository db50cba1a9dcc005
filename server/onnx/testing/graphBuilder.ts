import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import {
  type AttributeProto,
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  type GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProto_DataType,
  TensorProtoSchema,
  ValueInfoProtoSchema,
} from 'onnx-buf';

/** A dimension: fixed, or free with a name. */
type Dim = number | string;
type AttributeValue = number | number[] | { float: number } | TensorProto;

/** Builds small ONNX models for tests: `const g = graphBuilder(); const y = g.node('Relu', [g.input([1, 3, 8, 8])])`. */
export function graphBuilder() {
  const nodes: NodeProto[] = [];
  const initializers: TensorProto[] = [];
  const inputs: ReturnType<typeof valueInfo>[] = [];
  const random = sequence(7);
  const name = (prefix: string) => `${prefix}_${nodes.length}_${initializers.length}`;
  const weights = (dims: number[], values?: ArrayLike<number>) => {
    const count = dims.reduce((product, dim) => product * dim, 1);
    const tensor = floatTensor(name('w'), dims, values ?? Float32Array.from({ length: count }, random));
    initializers.push(tensor);
    return tensor.name;
  };
  return {
    /** Adds an input and gives its name. */
    input(dims: Dim[], called = 'input'): string {
      inputs.push(valueInfo(called, dims));
      return called;
    },
    /** Adds a float32 initializer, pseudo-random in [-1, 1) unless given. */
    weights,
    /** Adds any tensor as initializer. */
    constant(tensor: TensorProto): string {
      initializers.push(tensor);
      return tensor.name;
    },
    /** Adds a node and gives the name of its only output, `called` or made up. */
    node(opType: string, input: string[], attributes: Record<string, AttributeValue> = {}, called?: string): string {
      const output = called ?? name(opType.toLowerCase());
      const attribute = Object.entries(attributes).map(([key, value]) => toAttribute(key, value));
      nodes.push(create(NodeProtoSchema, { name: `/${output}`, opType, input, output: [output], attribute }));
      return output;
    },
    /** The model with these outputs, serialised. */
    model(outputs: { name: string; dims: Dim[] }[], opset = 13): Uint8Array {
      const output = outputs.map(({ name: called, dims }) => valueInfo(called, dims));
      return serialise({ name: 'test', node: nodes, initializer: initializers, input: inputs, output }, opset);
    },
  };
}

export type GraphBuilder = ReturnType<typeof graphBuilder>;

function serialise(graph: MessageInitShape<typeof GraphProtoSchema>, opset: number): Uint8Array {
  const opsetImport = [{ domain: '', version: BigInt(opset) }];
  return toBinary(ModelProtoSchema, create(ModelProtoSchema, { irVersion: 8n, opsetImport, graph }));
}

/** A float32 tensor stored raw. */
export function floatTensor(name: string, dims: number[], values: ArrayLike<number>): TensorProto {
  const rawData = new Uint8Array(Float32Array.from(values).buffer);
  return create(TensorProtoSchema, { name, dims: dims.map(BigInt), dataType: TensorProto_DataType.FLOAT, rawData });
}

/** An int64 tensor in its typed field. */
export function intTensor(name: string, values: number[]): TensorProto {
  const dims = [BigInt(values.length)];
  return create(TensorProtoSchema, { name, dims, dataType: TensorProto_DataType.INT64, int64Data: values.map(BigInt) });
}

function toAttribute(name: string, value: AttributeValue): AttributeProto {
  if (typeof value === 'number')
    return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(value) });
  if (Array.isArray(value)) {
    return create(AttributeProtoSchema, { name, type: AttributeType.INTS, ints: value.map(BigInt) });
  }
  if ('float' in value) return create(AttributeProtoSchema, { name, type: AttributeType.FLOAT, f: value.float });
  return create(AttributeProtoSchema, { name, type: AttributeType.TENSOR, t: value });
}

function valueInfo(name: string, dims: Dim[]) {
  const dim = dims.map((size) => ({
    value:
      typeof size === 'string'
        ? { case: 'dimParam' as const, value: size }
        : { case: 'dimValue' as const, value: BigInt(size) },
  }));
  const value = { elemType: TensorProto_DataType.FLOAT, shape: { dim } };
  return create(ValueInfoProtoSchema, { name, type: { value: { case: 'tensorType', value } } });
}

/** Numbers in [-1, 1) from a linear congruential generator (Numerical Recipes). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}
