import { openModel } from '@/server/inference/openModel';
import { openSession } from '@/server/inference/session';
import type { ImageFacts } from '@/server/model/imageFacts';
import type { ClassifierManifest } from '@/server/model/manifest';
import { findLinearHead } from '@/server/onnx/findLinearHead';
import { instrument } from '@/server/onnx/instrument';
import { permuteWeights } from '@/server/onnx/permuteWeights';
import { AppError } from '@/server/problem/appError';
import { planOf } from '@/server/saliency/planOf';
import { runPlan } from '@/server/saliency/runPlan';
import type { SaliencyRequest } from '@/server/saliency/saliencyParameters';
import type { SaliencyMaps } from '@/server/saliency/saliencyPlan';
import type { PerturbTask } from './perturbTask';
import { openSaliencyModel } from './saliencyModel';

/** Maps of all findings, [findings, height, width], by channel of the model's output, and its logits. */
export type PerturbedMaps = { height: number; width: number; values: Float32Array; logits: Float32Array | null };

/** A network of which only the maps of one method are wanted. `refused`: why it has none. */
export type Perturbed = {
  refused: string | null;
  /**
   * @param plane as preprocessed, [channels, height, width]
   * @param facts what extra inputs are fed from
   */
  maps(plane: Float32Array, facts?: ImageFacts): Promise<PerturbedMaps>;
  dispose(): Promise<void>;
};

type Options = { request: SaliencyRequest; weights: PerturbTask['weights']; threads: number };

/**
 * Opens a network for the maps of one method, with its weights permuted or as they are.
 * @throws RangeError for a quantised model; AppError `unreadable-model`
 */
export async function openPerturbed(
  bytes: Uint8Array,
  manifest: ClassifierManifest,
  { request, weights, threads }: Options,
): Promise<Perturbed> {
  const network = weights === null ? bytes : permuteWeights(bytes, weights.seed, weights.layers ?? undefined);
  if (request.method === 'cam') return openCam(network, manifest, threads);
  try {
    return await openAsked(network, manifest, request, threads);
  } catch (error) {
    if (error instanceof AppError && error.code === 'unreadable-model') return refused(error.message);
    throw error;
  }
}

const refused = (reason: string): Perturbed => ({
  refused: reason,
  maps: () => Promise.reject(new RangeError(`maps: ${reason}`)),
  dispose: () => Promise.resolve(),
});

/**
 * That maps add up to logits is not checked as for a real one: with weights that fit nothing activations may be so large
 * that the sum is off by rounding alone.
 */
async function openCam(bytes: Uint8Array, manifest: ClassifierManifest, threads: number): Promise<Perturbed> {
  const { model, input, output, extraInputs } = openModel(bytes, manifest);
  const head = findLinearHead(model, output.name);
  if (!head.ok) return refused(head.reason);
  const { bytes: instrumented, cam, logits } = instrument(bytes, model, head);
  const session = await openSession(instrumented, { threads, extraInputs });
  const { channels, size } = manifest.input;
  return {
    refused: null,
    async maps(values, facts) {
      const feed = { name: input.name, dims: [1, channels, ...size], values };
      const [map, logit] = await session.run(feed, [cam, logits], facts);
      const [, , height = 0, width = 0] = map?.dims ?? [];
      return { height, width, values: map?.values ?? new Float32Array(0), logits: logit?.values ?? null };
    },
    dispose: () => session.dispose(),
  };
}

/** Any other method: as it is asked for in the viewer, over a network that need not be the learned one. */
async function openAsked(
  bytes: Uint8Array,
  manifest: ClassifierManifest,
  request: SaliencyRequest,
  threads: number,
): Promise<Perturbed> {
  const model = await openSaliencyModel(bytes, manifest, request.method, { threads });
  const findings = manifest.findings.length;
  return {
    refused: null,
    async maps(plane, facts) {
      try {
        const subject = await model.subjectOf(plane, null, facts);
        const forward = model.forwardOf(facts);
        const maps = await runPlan(planOf(subject, request), subject, forward);
        if (maps === null) throw new RangeError('plan: stopped');
        return { ...perFinding(maps, findings), logits: await forward.run(plane, 1) };
      } catch (error) {
        // With permuted weights answers may run away: there is no map then, which is no failure.
        if (!(error instanceof AppError && RAN_AWAY.has(error.code))) throw error;
        return { height: 0, width: 0, values: new Float32Array(0), logits: null };
      }
    },
    dispose: () => model.dispose(),
  };
}

const RAN_AWAY = new Set<string>(['internal', 'not-finite']);

/** A map of no finding in particular stands for each. */
function perFinding({ height, width, values }: SaliencyMaps, findings: number): Omit<PerturbedMaps, 'logits'> {
  if (values.length !== height * width) return { height, width, values };
  const all = new Float32Array(findings * values.length);
  for (let finding = 0; finding < findings; finding++) all.set(values, finding * values.length);
  return { height, width, values: all };
}
