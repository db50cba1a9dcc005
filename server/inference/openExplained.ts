import type { ModelInput } from '@/server/model/manifest';
import { findLinearHead, type LinearHead } from '@/server/onnx/findLinearHead';
import { type Instrumented, instrument } from '@/server/onnx/instrument';
import { AppError } from '@/server/problem/appError';
import { CAM_TOLERANCE, camResidual } from './camResidual';
import type { ReadModel } from './openModel';
import { preprocess } from './preprocess';
import { probeRadiograph } from './probeRadiograph';
import { type ModelSession, openSession } from './session';

/** A loaded model that answers its maps too, or says why it cannot; it classifies either way. */
export type Explained = { session: ModelSession } & (
  | { head: LinearHead; instrumented: Instrumented; refusal: null }
  | { head: null; instrumented: null; refusal: string }
);

/** Seeds of the images that a model is tried on. */
export const PROBE_SEEDS = [1, 2];

/**
 * Opens a classifier with its maps as extra outputs, if it has a linear head and mean(CAM) + bias equals the logit on
 * two probes; else as it is, with the reason.
 *
 * @throws AppError `unreadable-model` when the model does not load even as it is
 */
export async function openExplained(
  bytes: Uint8Array,
  read: ReadModel,
  input: ModelInput,
  threads?: number,
): Promise<Explained> {
  const options = { extraInputs: read.extraInputs, ...(threads !== undefined && { threads }) };
  const head = findLinearHead(read.model, read.output.name);
  const plain = async (refusal: string): Promise<Explained> => {
    return { session: await openSession(bytes, options), head: null, instrumented: null, refusal };
  };
  if (!head.ok) return plain(head.reason);
  const instrumented = instrument(bytes, read.model, head);
  try {
    const session = await openSession(instrumented.bytes, options);
    const residual = await worstResidual(session, read.input.name, input, head, instrumented);
    if (residual <= CAM_TOLERANCE) return { session, head, instrumented, refusal: null };
    await session.dispose();
    return plain(`the maps do not add up to the logits (off by ${residual.toPrecision(2)}), so CAM is not exact`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return plain(`the graph cannot be extended by its maps: ${error.message}`);
  }
}

async function worstResidual(
  session: ModelSession,
  name: string,
  input: ModelInput,
  head: LinearHead,
  { cam, logits }: Instrumented,
): Promise<number> {
  let worst = 0;
  for (const seed of PROBE_SEEDS) {
    const [map, logit] = await session.run(probe(name, input, seed), [cam, logits]);
    if (!map || !logit) return Number.POSITIVE_INFINITY;
    worst = Math.max(worst, camResidual(map, head.bias, logit.values));
  }
  return worst;
}

/** The input tensor [1, channels, height, width] of a probe. */
export function probe(name: string, input: ModelInput, seed: number) {
  const values = preprocess(probeRadiograph(input.size, seed), input);
  return { name, dims: [1, input.channels, ...input.size], values, layout: input.layout };
}
