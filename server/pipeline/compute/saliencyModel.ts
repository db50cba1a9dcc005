import { openForward } from '@/server/inference/openForward';
import { openTapped, type Tap as Tapped } from '@/server/inference/openTapped';
import type { Values } from '@/server/inference/session';
import type { ImageFacts } from '@/server/model/imageFacts';
import type { ClassifierManifest } from '@/server/model/manifest';
import { AppError } from '@/server/problem/appError';
import { type Forward, METHODS, type SaliencyMethodName } from '@/server/saliency/saliencyMethod';
import type { SaliencySubject, Tap } from '@/server/saliency/saliencyPlan';

/** Images that a model is asked at once, at most: what a live image has to wait for. */
const MOST_AT_ONCE = 8;

/** A model as a method asks it. */
export type SaliencyModel = {
  /** `facts`: what extra inputs are fed from; nothing is known of the image when left out. */
  forwardOf(facts?: ImageFacts): Forward;
  /** What a plan is made of. Reads inner tensors where the method needs them, in one forward pass. */
  subjectOf(plane: Float32Array, groups: Uint8Array | null, facts?: ImageFacts): Promise<SaliencySubject>;
  dispose(): Promise<void>;
};

/**
 * Opens a model for one method that is made when asked for; answers run over the manifest's findings in order.
 * @throws AppError `unreadable-model` where the graph lacks what the method needs
 */
export async function openSaliencyModel(
  bytes: Uint8Array,
  manifest: ClassifierManifest,
  method: SaliencyMethodName,
  options: { threads?: number },
): Promise<SaliencyModel> {
  const { needs } = METHODS[method];
  const tap = needs === 'feature-map' || needs === 'attention' ? needs : null;
  const opened = await (tap === null
    ? forwardOnly(bytes, manifest, options)
    : openTapped(bytes, manifest, tap, options));
  const [height, width] = manifest.input.size;
  const { channels } = manifest.input;
  return {
    forwardOf: (facts) => ({
      batch: Math.min(MOST_AT_ONCE, opened.batch),
      run: async (planes, count) => (await opened.run(planes, count, facts)).logits,
    }),
    async subjectOf(values, groups, facts) {
      const taps = tap === null ? [] : (await opened.run(values, 1, facts)).taps;
      const plane = { channels, height, width, values };
      return { plane, findings: manifest.findings.length, groups, cams: null, ...tapsOf(tap, taps) };
    },
    dispose: () => opened.dispose(),
  };
}

async function forwardOnly(bytes: Uint8Array, manifest: ClassifierManifest, options: { threads?: number }) {
  const { batch, run, dispose } = await openForward(bytes, manifest, options);
  const answered = async (planes: Float32Array, count: number, facts?: ImageFacts) => {
    const taps: Values[] = [];
    return { logits: await run(planes, count, facts), taps };
  };
  return { batch, run: answered, dispose };
}

function tapsOf(tap: Tapped | null, taps: Values[]): Pick<SaliencySubject, 'features' | 'attention'> {
  const read = taps.map(ofOne);
  if (tap === 'attention') return { features: null, attention: read };
  return { features: tap === null ? null : (read[0] ?? null), attention: null };
}

/** The first image's of [1, a, b, c]. */
function ofOne({ dims, values }: Values): Tap {
  const [count = 0, a = 0, b = 0, c = 0] = dims;
  if (count !== 1 || dims.length !== 4) throw new AppError('internal', `an inner tensor has dimensions [${dims}]`);
  return { dims: [a, b, c], values };
}
