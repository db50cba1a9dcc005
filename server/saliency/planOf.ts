import { attentionRolloutPlan } from './attentionRollout';
import { camPlan } from './camPlan';
import { eigenCamPlan } from './eigenCam';
import { occlusionPlan } from './occlusion';
import { risePlan } from './rise';
import type { SaliencyRequest } from './saliencyParameters';
import type { SaliencyPlan, SaliencySubject } from './saliencyPlan';
import { scoreCamPlan } from './scoreCam';
import { shapleyPlan } from './shapley';

/**
 * Convention of the maps of these methods; another number means that old and new maps may not be compared. CAM and
 * log-ratio have one of their own.
 */
export const SALIENCY_VERSION = 'saliency-1';

/** A method on an image. @throws RangeError where the subject lacks what the method needs */
export function planOf(subject: SaliencySubject, { method, parameters }: SaliencyRequest): SaliencyPlan {
  switch (method) {
    case 'cam':
    case 'log-ratio':
      return camPlan(subject, method);
    case 'occlusion':
      return occlusionPlan(subject, parameters);
    case 'shapley':
      return shapleyPlan(subject, parameters);
    case 'rise':
      return risePlan(subject, parameters);
    case 'score-cam':
      return scoreCamPlan(subject, parameters);
    case 'eigen-cam':
      return eigenCamPlan(subject);
    case 'attention-rollout':
      return attentionRolloutPlan(subject);
  }
}
