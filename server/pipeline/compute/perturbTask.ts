import type { LayerSpan } from '@/server/onnx/permuteWeights';
import type { SaliencyRequest } from '@/server/saliency/saliencyParameters';
import type { MaskedImage } from './editTask';
import type { ClassifierSpec } from './task';

// What is asked about maps whose network or image was tampered with, and what comes back: plain data between threads.

/**
 * How an image is changed before it is resized. `noise`: sd of added Gaussian noise, as a share of the grey range.
 * `shift`: [down, right], in pixels of the model's input.
 */
export type ImageChange = { noise: number; shift: readonly [down: number, right: number] };

/** One image through one network: as it is learned (`weights` null) or with permuted weights (`layers` null: of all). */
export type PerturbTask = {
  image: MaskedImage;
  classifier: ClassifierSpec;
  request: SaliencyRequest;
  weights: { seed: number; layers: LayerSpan | null } | null;
  /** What the image is read with, one reading for each; null: as it is. `seed`: of the noise. */
  changes: (ImageChange | null)[];
  seed: string;
  /** Whether shares are of maps turned to a positive sum: permuted weights decide the sign by chance. */
  turn: boolean;
};

/** Of one finding; the share is of the dilated anatomy, null with the reason. */
export type PerturbedFinding = {
  outsideShare: number | null;
  areaOutside: number | null;
  /** `no_positive_evidence` | `mask_missing` | `mask_invalid` | `not_finite`: activations vanished or ran away. */
  undefinedReason: string | null;
};

/** `maps`: [findings, height, width]; `logits` and `findings` in the order of the version's findings. */
export type PerturbedReading = {
  maps: { height: number; width: number; values: Float32Array };
  logits: Float32Array | null;
  findings: PerturbedFinding[];
};

/** One reading for each change. `refused`: the network has no such maps, and why. */
export type PerturbAnswer = { refused: null; readings: PerturbedReading[] } | { refused: string };
