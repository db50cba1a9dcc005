import { type ModelProto, TensorProto_DataType, type ValueInfoProto } from 'onnx-buf';

/** An input or output as the graph declares it: element type (`FLOAT`), and dimensions, null where free or undeclared. */
export type Port = { name: string; type: string; dims: (number | null)[] | null };

/** Inputs that a caller must feed (initializers listed as inputs have their value already), and all outputs. */
export function graphPorts(model: ModelProto): { inputs: Port[]; outputs: Port[] } {
  const stored = new Set(model.graph?.initializer.map((tensor) => tensor.name));
  const inputs = model.graph?.input.filter((input) => !stored.has(input.name)) ?? [];
  return { inputs: inputs.map(toPort), outputs: (model.graph?.output ?? []).map(toPort) };
}

function toPort({ name, type }: ValueInfoProto): Port {
  if (type?.value.case !== 'tensorType') return { name, type: type?.value.case ?? 'undeclared', dims: null };
  const { elemType, shape } = type.value.value;
  const dims = shape?.dim.map(({ value }) =>
    value.case === 'dimValue' && value.value > 0n ? Number(value.value) : null,
  );
  return { name, type: TensorProto_DataType[elemType] ?? String(elemType), dims: dims ?? null };
}
