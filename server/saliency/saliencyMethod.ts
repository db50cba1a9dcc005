/** Ways to say where in an image a score comes from. */
export const SALIENCY_METHODS = [
  'cam',
  'log-ratio',
  'occlusion',
  'shapley',
  'rise',
  'score-cam',
  'eigen-cam',
  'attention-rollout',
] as const;
export type SaliencyMethodName = (typeof SALIENCY_METHODS)[number];

/** What a method has to find in the graph; `answers`: nothing but the scores, so that any model will do. */
export type Needs = 'linear-head' | 'feature-map' | 'attention' | 'answers';

/**
 * What is known of a method before it runs (SCIENCE §2). Exploratory ones are not class-specific: they are shown with
 * that label and enter no statistic.
 */
export type SaliencyMethod = {
  name: SaliencyMethodName;
  label: string;
  needs: Needs;
  isClassSpecific: boolean;
  isExploratory: boolean;
  /** Whether map and bias add up to the logit. */
  isAdditive: boolean;
  /** Comes with every reading; others are made when asked for. */
  isLive: boolean;
};

const asked = { isAdditive: false, isLive: false };

export const METHODS: Record<SaliencyMethodName, SaliencyMethod> = {
  cam: {
    ...{ name: 'cam', label: 'Class activation map', needs: 'linear-head' },
    ...{ isClassSpecific: true, isExploratory: false, isAdditive: true, isLive: true },
  },
  'log-ratio': {
    ...{ name: 'log-ratio', label: 'Log-ratio to the baseline', needs: 'linear-head' },
    ...{ isClassSpecific: true, isExploratory: false, isAdditive: false, isLive: true },
  },
  occlusion: {
    ...{ name: 'occlusion', label: 'Occlusion', needs: 'answers' },
    ...{ isClassSpecific: true, isExploratory: false, ...asked },
  },
  shapley: {
    ...{ name: 'shapley', label: 'Shapley values of regions', needs: 'answers' },
    ...{ isClassSpecific: true, isExploratory: false, isAdditive: true, isLive: false },
  },
  rise: {
    ...{ name: 'rise', label: 'RISE', needs: 'answers' },
    ...{ isClassSpecific: true, isExploratory: false, ...asked },
  },
  'score-cam': {
    ...{ name: 'score-cam', label: 'Score-CAM', needs: 'feature-map' },
    ...{ isClassSpecific: true, isExploratory: false, ...asked },
  },
  'eigen-cam': {
    ...{ name: 'eigen-cam', label: 'Eigen-CAM', needs: 'feature-map' },
    ...{ isClassSpecific: false, isExploratory: true, ...asked },
  },
  'attention-rollout': {
    ...{ name: 'attention-rollout', label: 'Attention rollout', needs: 'attention' },
    ...{ isClassSpecific: false, isExploratory: true, ...asked },
  },
};

/**
 * What a method asks of a model: planes as the model is fed them, [count, channels, height, width], answered by the
 * logits of every finding, [count, findings]. Awaited in batches of at most `batch`.
 */
export type Forward = {
  batch: number;
  run(planes: Float32Array, count: number): Promise<Float32Array>;
};

/** How far a slow method has come, in forward passes; answers false when it is to stop. */
export type Report = (done: number, of: number) => boolean;
