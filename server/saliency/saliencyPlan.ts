import type { GroupName } from './saliencyGroups';

/** An image as a model is fed it, [channels, height, width], row-major. */
export type Plane = { channels: number; height: number; width: number; values: Float32Array };

/** An inner tensor of one image; [channels, height, width], or of attention [heads, tokens, tokens]. */
export type Tap = { dims: readonly [number, number, number]; values: Float32Array };

/** What is known of the image before any covered one is shown to the model. `findings`: how many it answers. */
export type SaliencySubject = {
  plane: Plane;
  findings: number;
  /** Place in GROUPS of each pixel, [height, width]; null where no masks are known. */
  groups: Uint8Array | null;
  /** The feature map behind the pooling; null where it was not asked for. */
  features: Tap | null;
  /** Attention of each layer, first to last. */
  attention: Tap[] | null;
  /** Maps that came with the reading, [findings, height, width], with what they leave of the logit and the baseline. */
  cams: { height: number; width: number; values: Float32Array; bias: Float32Array; baseline: Float32Array } | null;
};

/**
 * Why a map says nothing. `no_change`: the answer does not move whatever is covered; `flat`: no place differs from the
 * others; `not_finite`: an answer is not a number; `attention_shape`: the tokens are no grid of the whole image.
 */
export type UndefinedReason = 'no_change' | 'flat' | 'not_finite' | 'attention_shape';

export type ShapleyGroup = { group: GroupName; contribution: number; area: number; isEmpty: boolean };

/** What a method says of one finding besides its map. */
export type MapFigures = {
  undefinedReason: UndefinedReason | null;
  /** `full`: z of the image; `blank`: of the fill alone; contributions sum to their difference. */
  shapley?: { groups: ShapleyGroup[]; full: number; blank: number };
  /** `splitHalf`: correlation of the maps of either half of the masks; `reliability`: of both, after Spearman–Brown. */
  rise?: {
    masks: number;
    splitHalf: number | null;
    reliability: number | null;
    standardErrors: number[];
    notConverged: boolean;
  };
  /** `used` of `channels`, with the share of the energy that they hold. */
  scoreCam?: { channels: number; used: number; energyShare: number; weighting: 'softmax' | 'difference' };
  /** Share of the variance over places that the first component holds. */
  eigenCam?: { varianceShare: number };
  rollout?: { layers: number; tokens: number };
};

/** Signed maps on the method's own grid, [maps, height, width]: one a finding, or one of none. `about`: [maps]. */
export type SaliencyMaps = { height: number; width: number; values: Float32Array; about: MapFigures[] };

/**
 * A method on one image: which covered images the model is to answer, and what its answers mean. Pure, so that any
 * part of the images may be drawn anywhere, in batches of any size.
 */
export type SaliencyPlan = {
  /** Images to be answered. */
  forwards: number;
  /** Writes one of them, 0 to `forwards` − 1, over [channels, height, width]. */
  draw(index: number, into: Float32Array): void;
  /** `answers`: logits [forwards, findings]. */
  combine(answers: Float32Array): SaliencyMaps;
};
