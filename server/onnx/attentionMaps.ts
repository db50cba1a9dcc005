import type { ModelProto, NodeProto } from 'onnx-buf';

/** Steps between the weights of attention and the product with the values. */
const BETWEEN = ['Cast', 'Dropout', 'Identity', 'Where', 'IsNaN', 'Reshape'];

/**
 * Tensors that hold weights of self-attention, first layer to last: what a Softmax answers that goes into a product of
 * two computed tensors. Softmax over findings goes nowhere, or to an output, and is none.
 */
export function attentionMaps(model: ModelProto): string[] {
  const nodes = model.graph?.node ?? [];
  const stored = new Set(model.graph?.initializer.map(({ name }) => name));
  const users = new Map<string, NodeProto[]>();
  for (const node of nodes) for (const input of node.input) users.set(input, [...(users.get(input) ?? []), node]);
  const multiplies = (tensor: string, depth: number): boolean =>
    (users.get(tensor) ?? []).some((user) => {
      if (user.opType === 'MatMul') return user.input[0] === tensor && !stored.has(user.input[1] ?? '');
      return depth < 4 && BETWEEN.includes(user.opType) && multiplies(user.output[0] ?? '', depth + 1);
    });
  const found = nodes.filter(({ opType, output }) => opType === 'Softmax' && multiplies(output[0] ?? '', 0));
  return found.flatMap(({ output }) => output.slice(0, 1));
}
