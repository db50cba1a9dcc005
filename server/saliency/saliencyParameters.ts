import { z } from 'zod';
import type { SaliencyMethodName } from './saliencyMethod';

/** What takes the place of what is covered: the mean of each channel, or the image blurred beyond recognition. */
export const FILLS = ['mean', 'blurred'] as const;
export type FillName = (typeof FILLS)[number];

const fill = z.enum(FILLS).default('mean');

/** No method asks for more forward passes than this. */
export const MOST_FORWARDS = 8_194;

/** Parameters of each method; what is left out is the default. The same parameters give the same map. */
export const SALIENCY_PARAMETERS = {
  cam: z.strictObject({}),
  'log-ratio': z.strictObject({}),
  /** The patch is moved by 1 ÷ `grid` of the side and is `patch` of these wide. */
  occlusion: z
    .strictObject({
      grid: z.number().int().min(2).max(32).default(7),
      patch: z.number().int().min(1).max(8).default(1),
      fill,
    })
    .refine(({ grid, patch }) => patch < grid, { path: ['patch'], message: 'the patch covers the whole image' }),
  shapley: z.strictObject({ fill }),
  rise: z.strictObject({
    masks: z.number().int().min(16).max(8_192).default(512),
    grid: z.number().int().min(2).max(16).default(7),
    seed: z.number().int().min(0).max(4_294_967_295).default(1),
    fill,
  }),
  /** `channels`: at most as many, those with the most energy. */
  'score-cam': z.strictObject({
    channels: z.number().int().min(2).max(4_096).default(128),
    weighting: z.enum(['softmax', 'difference']).default('softmax'),
    fill,
  }),
  'eigen-cam': z.strictObject({}),
  'attention-rollout': z.strictObject({}),
} as const satisfies Record<SaliencyMethodName, z.ZodType>;

export type SaliencyParameters<Method extends SaliencyMethodName = SaliencyMethodName> = z.infer<
  (typeof SALIENCY_PARAMETERS)[Method]
>;

/** A method with its parameters, defaults filled in. */
export type SaliencyRequest = {
  [Method in SaliencyMethodName]: { method: Method; parameters: SaliencyParameters<Method> };
}[SaliencyMethodName];

const requestOf = <Method extends SaliencyMethodName>(method: Method) =>
  z.object({ method: z.literal(method), parameters: SALIENCY_PARAMETERS[method] });

/** Parses `{method, parameters}`, filling the defaults in. */
export const saliencyRequest: z.ZodType<SaliencyRequest> = z.discriminatedUnion('method', [
  requestOf('cam'),
  requestOf('log-ratio'),
  requestOf('occlusion'),
  requestOf('shapley'),
  requestOf('rise'),
  requestOf('score-cam'),
  requestOf('eigen-cam'),
  requestOf('attention-rollout'),
]);

/** A method as it is when nothing else is asked for. */
export const defaultRequest = (method: SaliencyMethodName): SaliencyRequest =>
  saliencyRequest.parse({ method, parameters: {} });
