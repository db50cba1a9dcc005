import type { SaliencyRequest } from './saliencyParameters';
import { COALITIONS } from './shapley';

/**
 * Forward passes that a method takes for one image and all its findings, the one that reads inner tensors included.
 * `channels`: of the feature map; where it is not known Score-CAM is told at its most.
 */
export function costOf({ method, parameters }: SaliencyRequest, { channels }: { channels: number | null }): number {
  switch (method) {
    case 'cam':
    case 'log-ratio':
      return 0;
    case 'occlusion':
      return (parameters.grid - parameters.patch + 1) ** 2 + 1;
    case 'shapley':
      return COALITIONS;
    case 'rise':
      return parameters.masks;
    case 'score-cam':
      return Math.min(parameters.channels, channels ?? parameters.channels) + tapOf(method) + blanks(parameters);
    case 'eigen-cam':
    case 'attention-rollout':
      return tapOf(method);
  }
}

/** Forward passes that read inner tensors before the method begins. */
export const tapOf = (method: SaliencyRequest['method']): number =>
  method === 'score-cam' || method === 'eigen-cam' || method === 'attention-rollout' ? 1 : 0;

const blanks = ({ weighting }: { weighting: 'softmax' | 'difference' }): number => (weighting === 'difference' ? 1 : 0);
