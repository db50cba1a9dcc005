import type { ModelProto } from 'onnx-buf';
import type { Manifest } from '@/server/model/manifest';
import { findLinearHead } from '@/server/onnx/findLinearHead';
import { type Activation, outputScale } from '@/server/onnx/outputScale';

/** How an output becomes probabilities. */
export type OutputReading = {
  /** What to do to the numbers: `none` when they are probabilities already. */
  apply: Activation;
  /** What couples the probabilities: softmax over the findings, or a sigmoid each. */
  activation: 'sigmoid' | 'softmax';
  /** The manifest's `output.activation`, corrected by the graph. */
  declared: Activation | 'argmax';
  /** What differs from the manifest's plain words, for the person who registers the model. */
  note: string | null;
};

/**
 * Decides what an output's numbers are. The graph is believed before the manifest: an output behind Sigmoid or Softmax
 * is probabilities, one behind a linear layer is logits whatever the manifest says. Where the graph leaves it open,
 * `sigmoid` and `softmax` mean probabilities and `none` means logits.
 */
export function outputReading(model: ModelProto, output: string, { output: { activation } }: Manifest): OutputReading {
  if (activation === 'argmax') return { apply: 'none', activation: 'softmax', declared: activation, note: null };
  const found = outputScale(model, output);
  const coupled = activation === 'softmax' ? 'softmax' : 'sigmoid';
  if (found.scale === 'probability') {
    const actual = found.activation === 'softmax' ? 'softmax' : 'sigmoid';
    const note = `output.activation: ${actual}, as the graph ends in it (the manifest says ${activation})`;
    return { apply: 'none', activation: actual, declared: actual, note: actual === activation ? null : note };
  }
  if (found.scale === 'logit' || (found.scale === 'unknown' && findLinearHead(model, output).ok)) {
    const note = `output.activation: "${output}" is before any activation, so ${coupled} is applied to it`;
    return { apply: coupled, activation: coupled, declared: activation, note };
  }
  return { apply: activation === 'none' ? 'sigmoid' : 'none', activation: coupled, declared: activation, note: null };
}
