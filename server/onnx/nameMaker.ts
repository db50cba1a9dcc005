import type { ModelProto } from 'onnx-buf';

/** Makes names that no tensor or node of the graph has. */
export function nameMaker(model: ModelProto): (wanted: string) => string {
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
