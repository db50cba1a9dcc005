import { z } from 'zod';
import { manifest } from '@/server/model/manifest';
import { tryReport } from '@/server/model/tryReport';
import { problemSchema } from '@/server/problem/problemBody';

/** `GET /api/v1/registrations/{id}`: a model on its way to becoming a version, or one that was only tried. */
export const registrationResponse = z.object({
  registrationId: z.uuid(),
  /** `tried`: a dry run that came through; `failed`: given up without the model's fault, send it again. */
  status: z.enum(['pending', 'done', 'tried', 'refused', 'failed']),
  dry: z.boolean(),
  sha256: z.string(),
  createdAt: z.iso.datetime(),
  /** As sent, or as made up where none was; null before a made-up one is there. */
  manifest: manifest.nullable(),
  /** The image that it is tried on; null for a phantom. */
  instanceId: z.uuid().nullable(),
  /** Of the version that was made of it. */
  versionId: z.uuid().nullable(),
  /** Of a try that came through, and of a registration. */
  report: tryReport.nullable(),
  /** Why it was refused or given up. */
  problem: problemSchema.nullable(),
  links: z.object({ self: z.string() }),
});

/** `POST /api/v1/registrations/{id}/try`: the same file once more, with another manifest or image. */
export const tryAgainRequest = z.object({ manifest: manifest.optional(), instance: z.uuid().optional() });

export type RegistrationReport = z.infer<typeof tryReport>;
export type RegistrationResponse = z.infer<typeof registrationResponse>;
