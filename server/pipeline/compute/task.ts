import type { MaskIssue } from '@/server/audit/maskQuality';
import type { ZoneName } from '@/server/audit/zone';
import type { Classification } from '@/server/inference/classifier';
import type { ImageFacts } from '@/server/model/imageFacts';
import type { ClassifierManifest, SegmenterManifest } from '@/server/model/manifest';
import type { FindingOutcome, RegisteredFinding } from '../result';
import type { EditAnswer, EditTask } from './editTask';
import type { PerturbAnswer, PerturbTask } from './perturbTask';
import type { SaliencyAnswered, SaliencyTask } from './saliencyTask';

// What goes to the threads that compute, and what comes back: plain data, for it is copied between threads.

/** A registered segmenter, enough to open it. `name` is `name@version`. */
export type SegmenterSpec = { versionId: string; name: string; sha256: string; manifest: SegmenterManifest };

/** A registered classifier, enough to open it and to name its findings' rows. */
export type ClassifierSpec = {
  versionId: string;
  /** `name@version`. */
  name: string;
  sha256: string;
  manifest: ClassifierManifest;
  findings: RegisteredFinding[];
  /** Null when the manifest names none, or one that is not registered: then the shipped one, or the average anatomy. */
  segmenter: SegmenterSpec | null;
};

/** One radiograph and the versions that are to read it. Files are named by the sha256 they have in the store. */
export type ComputeTask = {
  fileSha256: string;
  /** Masks that came with the image, all from one source (`upload` when not said); they take the segmenter's place. */
  uploads: { zone: ZoneName; sha256: string; source?: string }[];
  classifiers: ClassifierSpec[];
  /** What extra inputs are fed from; nothing is known when left out. */
  facts?: ImageFacts;
};

/** A mask as a PNG. `area`: its share of the image, 0–1. */
export type EncodedMask = {
  zone: string;
  source: string;
  height: number;
  width: number;
  area: number;
  bytes: Uint8Array;
};

/** What one version answered. `timing` in milliseconds by step. */
export type Reading = {
  versionId: string;
  maskSource: string;
  /** What is wrong with the masks that it was audited with. */
  maskIssues?: readonly MaskIssue[];
  findings: RegisteredFinding[];
  classified: Classification;
  outcomes: FindingOutcome[];
  timing: Record<string, number>;
};

/** A version that failed does not keep the others from answering. */
export type ComputeAnswer = {
  readings: Reading[];
  failures: { version: string; error: unknown }[];
  /** Of every mask source that a reading names. */
  masks: EncodedMask[];
};

/** Reads radiographs, as they are and edited. @throws what reading the image itself throws */
export type Computer = {
  compute(task: ComputeTask): Promise<ComputeAnswer>;
  edit(task: EditTask): Promise<EditAnswer>;
  /** Maps with the network or the image tampered with. @throws RangeError for permuted weights of a quantised model */
  perturb(task: PerturbTask): Promise<PerturbAnswer>;
  /** One step of a method on an image. @throws AppError `unreadable-model` where the graph lacks what it needs */
  saliency(task: SaliencyTask): Promise<SaliencyAnswered>;
};

/** One of these, as it goes to a thread. */
export type Order =
  | { kind: 'compute'; task: ComputeTask }
  | { kind: 'edit'; task: EditTask }
  | { kind: 'perturb'; task: PerturbTask }
  | { kind: 'saliency'; task: SaliencyTask };
