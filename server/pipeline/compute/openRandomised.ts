import { anatomyCoverage, type ZoneMasks } from '@/server/audit/anatomyCoverage';
import { outsideShares } from '@/server/audit/outsideShares';
import { decodeImage } from '@/server/image/decode';
import type { Radiograph } from '@/server/image/radiograph';
import { openModel } from '@/server/inference/openModel';
import { preprocess } from '@/server/inference/preprocess';
import { openSession } from '@/server/inference/session';
import type { ClassifierManifest } from '@/server/model/manifest';
import { findLinearHead } from '@/server/onnx/findLinearHead';
import { instrument } from '@/server/onnx/instrument';
import { permuteWeights } from '@/server/onnx/permuteWeights';
import type { FileStore } from '@/server/store/fileStore';
import type { RegisteredFinding } from '../result';
import type { RandomisedAnswer, RandomisedFinding, RandomisedTask } from './editTask';
import { readMasks } from './readSubject';

type Maps = { height: number; width: number; values: Float32Array };

/** A network with permuted weights: its maps [channels, height, width]; null when it has no linear head. */
export type Randomised = { maps(radiograph: Radiograph): Promise<Maps | null>; dispose(): Promise<void> };

/**
 * Opens the same network with permuted weights. That maps add up to logits is not checked as for a real one: with
 * weights that fit nothing activations may be so large that the sum is off by rounding alone.
 * @throws RangeError for a quantised model; AppError `unreadable-model`
 */
export async function openRandomised(
  bytes: Uint8Array,
  manifest: ClassifierManifest,
  { seed, threads }: { seed: number; threads: number },
): Promise<Randomised> {
  const permuted = permuteWeights(bytes, seed);
  const { model, input, output } = openModel(permuted, manifest);
  const head = findLinearHead(model, output.name);
  if (!head.ok) return { maps: () => Promise.resolve(null), dispose: () => Promise.resolve() };
  const { bytes: instrumented, cam } = instrument(permuted, model, head);
  const session = await openSession(instrumented, { threads });
  const { channels, size } = manifest.input;
  return {
    async maps(radiograph) {
      const values = preprocess(radiograph, manifest.input);
      const [map] = await session.run({ name: input.name, dims: [1, channels, ...size], values }, [cam]);
      const [, , height = 0, width = 0] = map?.dims ?? [];
      return map === undefined ? null : { height, width, values: map.values };
    },
    dispose: () => session.dispose(),
  };
}

/** Outside shares of all findings of one image by such a network. */
export async function randomisedShares(
  store: Pick<FileStore, 'get'>,
  randomised: Randomised,
  { image, classifier: { findings } }: RandomisedTask,
): Promise<RandomisedAnswer> {
  const radiograph = await decodeImage(await store.get(image.fileSha256));
  const masks = await readMasks(store, image);
  const maps = await randomised.maps(radiograph);
  if (maps === null) return null;
  const { height, width, values } = maps;
  const cells = height * width;
  const shares = findings.map((finding) =>
    shareOf(finding, masks, {
      height,
      width,
      values: values.slice(finding.channel * cells, (finding.channel + 1) * cells),
    }),
  );
  return { height, width, findings: shares };
}

/**
 * Turned so that the sum is not negative, with a largest value of 1. Permuted weights shrink or blow activations up by
 * orders of magnitude, and which sign they give a finding is chance: heads of rare findings have more negative weights
 * than positive ones, so that most such maps would have no positive mass at all. Shares hang on neither.
 */
function turned({ height, width, values }: Maps): Maps {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const sign = values.reduce((sum, value) => sum + value, 0) < 0 ? -1 : 1;
  return { height, width, values: largest > 0 ? values.map((value) => (sign * value) / largest) : values };
}

function shareOf({ id, anatomy }: RegisteredFinding, masks: ZoneMasks, map: Maps): RandomisedFinding {
  const none = (reason: string): RandomisedFinding => ({
    findingId: id,
    outsideShare: null,
    areaOutside: null,
    undefinedReason: reason,
    map: map.values,
  });
  if (!map.values.every(Number.isFinite)) return none('not_finite');
  const coverage = anatomyCoverage(masks, anatomy, map.height, map.width);
  if (typeof coverage === 'string') return none(coverage);
  const { outsideShare, areaOutside, undefinedReason } = outsideShares(turned(map), coverage.dilated);
  if (outsideShare === null) return none(undefinedReason ?? 'no_positive_evidence');
  return { findingId: id, outsideShare, areaOutside, undefinedReason: null, map: map.values };
}
