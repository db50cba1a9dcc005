import { z } from 'zod';
import { externalManifest } from '@/server/model/manifest';
import { predictionLine } from './predictionLine';

/** The JSON body of `POST /api/v1/predictions`: one prediction, or several with what is stated of their version. */
export const predictionsBody = z.union([
  predictionLine,
  z.strictObject({ manifest: externalManifest.optional(), predictions: z.array(predictionLine).min(1).max(10_000) }),
]);
