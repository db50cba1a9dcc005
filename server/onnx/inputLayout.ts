import type { ModelProto } from 'onnx-buf';
import { intsAttribute } from './attribute';
import type { Port } from './graphPorts';

export type InputLayout = 'NCHW' | 'NHWC';

/**
 * Where an image input has its channels: by the dimension that is 1 or 3, else by what takes the input first (a
 * convolution wants them second; a Transpose that puts them second says that they come last). `unknown` where neither
 * tells.
 */
export function inputLayout(model: ModelProto, { name, dims }: Port): InputLayout | 'unknown' {
  const isColours = (dim: number | null | undefined) => dim === 1 || dim === 3;
  if (dims?.length === 4 && isColours(dims[3]) && !isColours(dims[1])) return 'NHWC';
  if (dims?.length === 4 && isColours(dims[1]) && !isColours(dims[3])) return 'NCHW';
  let tensor = name;
  for (let steps = 0; steps < 16; steps++) {
    const user = model.graph?.node.find(({ input }) => input.includes(tensor));
    if (user?.opType === 'Conv') return 'NCHW';
    if (user?.opType === 'Transpose') return intsAttribute(user, 'perm')?.join() === '0,3,1,2' ? 'NHWC' : 'unknown';
    if (
      user === undefined ||
      !['Sub', 'Add', 'Mul', 'Div', 'Cast', 'Identity', 'QuantizeLinear', 'DequantizeLinear'].includes(user.opType)
    ) {
      return 'unknown';
    }
    tensor = user.output[0] ?? '';
  }
  return 'unknown';
}
