import {
  type AttributeProto,
  type GraphProto,
  type ModelProto,
  type TensorProto,
  TensorProto_DataLocation,
} from 'onnx-buf';

/**
 * The name of a tensor whose values lie in another file, if the model has one. Looked for everywhere, because the
 * runtime would follow the path that such a tensor names: initializers, attributes, nested graphs and functions.
 */
export function externalTensor(model: ModelProto): string | undefined {
  const graphs: GraphProto[] = [];
  const nodes = model.functions.flatMap((item) => item.node);
  if (model.graph) graphs.push(model.graph);
  for (const { initialization, algorithm } of model.trainingInfo) {
    if (initialization) graphs.push(initialization);
    if (algorithm) graphs.push(algorithm);
  }
  // Both lists grow while they are walked.
  for (const graph of graphs) {
    const found = graphTensors(graph).find(isExternal);
    if (found) return found.name;
    nodes.push(...graph.node.filter((node) => node.attribute.length > 0));
    for (let node = nodes.pop(); node; node = nodes.pop()) {
      for (const attribute of node.attribute) {
        const tensor = attributeTensors(attribute).find(isExternal);
        if (tensor) return tensor.name || `of node ${node.name}`;
        if (attribute.g) graphs.push(attribute.g);
        graphs.push(...attribute.graphs);
      }
    }
  }
  return undefined;
}

const isExternal = (tensor: TensorProto) =>
  tensor.dataLocation === TensorProto_DataLocation.EXTERNAL || tensor.externalData.length > 0;

function graphTensors(graph: GraphProto): TensorProto[] {
  return [
    ...graph.initializer,
    ...graph.sparseInitializer.flatMap(({ values, indices }) => defined([values, indices])),
  ];
}

function attributeTensors({ t, tensors, sparseTensor, sparseTensors }: AttributeProto): TensorProto[] {
  const sparse = defined([sparseTensor, ...sparseTensors]).flatMap(({ values, indices }) => defined([values, indices]));
  return [...defined([t]), ...tensors, ...sparse];
}

function defined<T>(items: (T | undefined)[]): T[] {
  return items.filter((item) => item !== undefined);
}
