import { z } from 'zod';
import { plainText } from '@/server/problem/plainText';
import { fieldsError } from '@/server/problem/problemBody';
import { SALIENCY_METHODS } from '@/server/saliency/saliencyMethod';
import { type SaliencyRequest, saliencyRequest } from '@/server/saliency/saliencyParameters';

/** Which saliency map of an instance. */
export const saliencyQuery = z.object({
  model: plainText(200).optional(),
  finding: plainText(100),
  method: z.enum(SALIENCY_METHODS).default('cam'),
});

/** Whose methods; with one version on the instance it may be left out. */
export const saliencyMethodsQuery = z.object({ model: plainText(200).optional() });

/** The body of `POST /api/v1/instances/{instanceId}/saliency`; `parameters` by the method, default where left out. */
export const saliencyAsked = z.strictObject({
  model: plainText(200).optional(),
  finding: plainText(100),
  method: z.enum(SALIENCY_METHODS),
  parameters: z.record(z.string(), z.unknown()).default({}),
});

/** @throws AppError invalid-field */
export function askedSaliency(body: unknown): {
  model: string | undefined;
  finding: string;
  request: SaliencyRequest;
} {
  const asked = saliencyAsked.safeParse(body);
  if (!asked.success) throw fieldsError(asked.error, '');
  const { model, finding, method, parameters } = asked.data;
  const request = saliencyRequest.safeParse({ method, parameters });
  if (!request.success) throw fieldsError(request.error, '');
  return { model, finding, request: request.data };
}
