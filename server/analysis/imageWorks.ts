import type { AnalysisResults, Question } from './kinds';
import type { Progress } from './progress';
import type { Snapshot } from './snapshot';

/** The questions that images are read for, and models run; the worker brings what does it. */
export const IMAGE_KINDS = [
  'edits',
  'randomised-maps',
  'map-check',
  'map-repeatability',
  'markers',
  'saliency',
] as const;
export type ImageKind = (typeof IMAGE_KINDS)[number];

/** Answers such a question; reports images done of all that there are, and stops where `progress.report` throws. */
export type ImageWorks = {
  [Kind in ImageKind]: (
    snapshot: Snapshot,
    question: Extract<Question, { kind: ImageKind }>,
    progress: Progress,
  ) => Promise<AnalysisResults[Kind]>;
};

/** Where no images can be read, as in tests of the other questions. */
export const NO_IMAGES: ImageWorks = {
  edits: () => Promise.reject(new RangeError('images: none here')),
  'randomised-maps': () => Promise.reject(new RangeError('images: none here')),
  'map-check': () => Promise.reject(new RangeError('images: none here')),
  'map-repeatability': () => Promise.reject(new RangeError('images: none here')),
  markers: () => Promise.reject(new RangeError('images: none here')),
  saliency: () => Promise.reject(new RangeError('images: none here')),
};
