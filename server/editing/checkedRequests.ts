import { METHODS, type SaliencyMethodName } from '@/server/saliency/saliencyMethod';
import { type SaliencyRequest, saliencyRequest } from '@/server/saliency/saliencyParameters';
import type { CheckSize } from './checkMethod';

/** Methods that are looked at, with the parameters that keep the check affordable, and how much is done for each. */
export type CheckedRequest = { request: SaliencyRequest; size: CheckSize; repeated: number };

/** One forward pass gives all maps. */
const FAST: CheckSize = { images: 64, curveImages: 32, seeds: [1, 2, 3, 4, 5] };
/** Tens of forward passes an image: 192 readings a method. */
const SLOW: CheckSize = { images: 24, curveImages: 4, seeds: [1, 2, 3] };

const WITH: Partial<Record<SaliencyMethodName, { parameters: object; size: CheckSize; repeated: number }>> = {
  cam: { parameters: {}, size: FAST, repeated: 32 },
  occlusion: { parameters: {}, size: SLOW, repeated: 12 },
  rise: { parameters: { masks: 128 }, size: SLOW, repeated: 12 },
  'score-cam': { parameters: { channels: 32 }, size: SLOW, repeated: 12 },
  'eigen-cam': { parameters: {}, size: FAST, repeated: 32 },
  'attention-rollout': { parameters: {}, size: FAST, repeated: 32 },
};

/**
 * In the order of METHODS. The log-ratio map is a rising function of CAM, so that its ranks are CAM's and so is its
 * grade; Shapley values of five regions have too few ranks to be compared.
 */
export const CHECKED: CheckedRequest[] = Object.values(METHODS).flatMap(({ name }) => {
  const known = WITH[name];
  if (known === undefined) return [];
  const { parameters, ...rest } = known;
  return [{ request: saliencyRequest.parse({ method: name, parameters }), ...rest }];
});
