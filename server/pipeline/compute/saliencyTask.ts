import type { SaliencyRequest } from '@/server/saliency/saliencyParameters';
import type { SaliencyMaps } from '@/server/saliency/saliencyPlan';
import type { MaskedImage } from './editTask';
import type { ClassifierSpec } from './task';

// A method on an image goes to the threads in small steps, so that live images come in between and it can be stopped.

/**
 * `begin`: how many images the model is to answer; `answer`: a part of them; `combine`: what all the answers mean,
 * logits [forwards, findings] by channel of the model's output.
 */
export type SaliencyStep =
  | { kind: 'begin' }
  | { kind: 'answer'; from: number; to: number }
  | { kind: 'combine'; answers: Float32Array };

export type SaliencyTask = {
  image: MaskedImage;
  classifier: ClassifierSpec;
  request: SaliencyRequest;
  step: SaliencyStep;
};

/** `batch`: images for one step, at most. */
export type SaliencyAnswered =
  | { kind: 'begin'; forwards: number; batch: number; findings: number }
  | { kind: 'answer'; logits: Float32Array }
  | { kind: 'combine'; maps: SaliencyMaps };
