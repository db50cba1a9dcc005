import { TensorProto_DataType as DataType, type ModelProto, type TensorProto } from 'onnx-buf';
import { attentionMaps } from './attentionMaps';
import { findFeatureMap } from './featureMap';
import { findLinearHead, type LinearHead, type NoHead } from './findLinearHead';
import { indexGraph } from './graphIndex';
import { graphPorts } from './graphPorts';
import type { GraphReport } from './graphReport';
import { inputLayout } from './inputLayout';
import { modelFamily } from './modelFamily';
import { beforeActivation } from './outputScale';
import { readModel } from './readModel';

/** Integer operators and the steps between whole numbers and others. */
const QUANTISED = /^(QLinear.*|.*Integer|QuantizeLinear|DequantizeLinear|DynamicQuantizeLinear|QAttention|QGemm)$/;

/**
 * What can be read in a graph without running it: family, input, feature map, pooling, head and attention.
 * @param output name of the output that holds the findings; the first when left out
 * @param input name of the input that takes the image; the first when left out
 * @throws RangeError for what is no model
 */
export function readGraph(source: Uint8Array | ModelProto, output?: string, input?: string): GraphReport {
  const model = source instanceof Uint8Array ? readModel(source) : source;
  const asked = output ?? model.graph?.output[0]?.name ?? '';
  const assumed: string[] = [];
  const head = headOf(model, asked);
  const map = findFeatureMap(model, asked);
  const attention = attentionMaps(model);
  const read: GraphReport = {
    family: modelFamily(model),
    producer: `${model.producerName} ${model.producerVersion}`.trim(),
    opset: Number(model.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ?? 0),
    nodes: model.graph?.node.length ?? 0,
    parameters: stored(model).reduce((sum, tensor) => sum + countOf(tensor), 0),
    precision: precisionOf(model),
    ...inputsOf(model, input, assumed),
    featureMap: map && {
      tensor: map.tensor,
      channels: head.found.ok ? head.found.channels : null,
      height: null,
      width: null,
    },
    pooling: map?.pooling ?? null,
    head: head.report,
    attention: attention.length > 0 ? { tensors: attention } : null,
    assumed,
  };
  return read;
}

function headOf(model: ModelProto, output: string): { found: LinearHead | NoHead; report: GraphReport['head'] } {
  const found = findLinearHead(model, output);
  const { activation } = beforeActivation(indexGraph(model), output);
  if (found.ok) {
    const { layers, classes } = found;
    return { found, report: { kind: 'linear', layers, activation: found.activation, classes, reason: null } };
  }
  const kind = found.reason.includes('hidden layer')
    ? 'hidden'
    : found.reason.includes('token')
      ? 'attention'
      : 'unknown';
  const declared = graphPorts(model).outputs.find(({ name }) => name === output)?.dims?.[1] ?? null;
  return { found, report: { kind, layers: 0, activation, classes: declared, reason: found.reason } };
}

function inputsOf(
  model: ModelProto,
  name: string | undefined,
  assumed: string[],
): Pick<GraphReport, 'input' | 'extraInputs'> {
  const { inputs } = graphPorts(model);
  const port =
    inputs.find((input) => input.name === name) ?? inputs.find(({ dims }) => dims?.length === 4) ?? inputs[0];
  if (port === undefined) {
    const none = { name: '', type: 'undeclared', layout: 'unknown' as const, batch: null, channels: null, size: null };
    return { input: none, extraInputs: [] };
  }
  const layout = inputLayout(model, port);
  if (layout === 'unknown') assumed.push('input: channels first (NCHW), as the graph does not tell');
  const [batch = null, ...rest] = port.dims ?? [];
  const [height = null, width = null, channels = null] = layout === 'NHWC' ? rest : [rest[1], rest[2], rest[0]];
  if (batch !== null && batch > 1)
    assumed.push(`input: the batch is fixed at ${batch}, so one image is sent ${batch} times`);
  const size: [number, number] | null = height === null || width === null ? null : [height, width];
  return {
    input: { name: port.name, type: port.type, layout, batch, channels, size },
    extraInputs: inputs
      .filter((other) => other !== port)
      .map(({ name: extra, type, dims }) => ({ name: extra, type, dims: dims ?? [] })),
  };
}

function stored(model: ModelProto): TensorProto[] {
  const constants = (model.graph?.node ?? []).filter(({ opType }) => opType === 'Constant');
  const tensors = constants.flatMap(({ attribute }) => attribute.flatMap(({ t }) => (t === undefined ? [] : [t])));
  return [...(model.graph?.initializer ?? []), ...tensors];
}

const countOf = ({ dims }: TensorProto) => dims.reduce((product, dim) => product * Number(dim), 1);

/** By most of the stored numbers; int8 where operators of whole numbers compute. */
export function precisionOf(model: ModelProto): GraphReport['precision'] {
  if (model.graph?.node.some(({ opType }) => QUANTISED.test(opType))) return 'int8';
  const weights = stored(model).filter((tensor) => countOf(tensor) > 1);
  const numbers = (type: DataType) =>
    weights.filter(({ dataType }) => dataType === type).reduce((sum, tensor) => sum + countOf(tensor), 0);
  const [float, half] = [numbers(DataType.FLOAT), numbers(DataType.FLOAT16)];
  if (half === 0) return 'float32';
  return float > half / 10 ? 'mixed' : 'float16';
}
