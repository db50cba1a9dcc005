import type { ZoneName } from '@/server/audit/zone';
import type { EditKind, EditOutcome } from '@/server/edit/edit';
import type { ImageFacts } from '@/server/model/imageFacts';
import type { ClassifierSpec } from './task';

// What is asked about changed images, and what comes back: plain data, for it is copied between threads.

/** A stored image with the masks that a version read it with. Files are named by the sha256 they have in the store. */
export type MaskedImage = {
  fileSha256: string;
  masks: { zone: ZoneName; sha256: string }[];
  /** What extra inputs are fed from; nothing is known when left out. */
  facts?: ImageFacts;
};

/** One case, one version, and whom marker and frame are taken from; null where there is nobody. */
export type EditTask = {
  /** Seeds what chance decides, so that the same case is edited in the same way every time. */
  seed: string;
  image: MaskedImage;
  classifier: ClassifierSpec;
  other: MaskedImage | null;
  same: MaskedImage | null;
};

/** A version's answer to one picture; arrays run over the findings in order. `maps`: [findings, height, width]. */
export type Answered = {
  probabilities: Float32Array;
  logits: Float32Array;
  embedding: Float32Array | null;
  maps: { height: number; width: number; values: Float32Array } | null;
};

/** `area`: share of the picture that may have changed; `box`: around it, as shares of width and height. */
export type EditedPicture = {
  height: number;
  width: number;
  area: number;
  box: { x: number; y: number; width: number; height: number };
  /** 8-bit PNG. */
  png: Uint8Array;
  after: Answered;
};

/** `before`: of the same plane unedited. One entry for each kind of edit, in their order. */
export type EditAnswer = {
  before: Answered;
  edits: { kind: EditKind; outcome: EditOutcome; picture: EditedPicture | null }[];
};
