import { z } from 'zod';
import { AppError } from '@/server/problem/appError';
import { fieldsError } from '@/server/problem/problemBody';

// Control characters would let a value forge a line of a log or a CSV.
const label = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[^\p{Cc}]+$/u, 'no control characters');

/** What a sender may say of an instance (DESIGN §5). `patientId` and `reportedBy` are hashed before they are kept. */
export const instanceMetadata = z.strictObject({
  site: label.optional(),
  department: label.optional(),
  scanner: label.optional(),
  viewPosition: label.transform((v) => v.toUpperCase()).optional(),
  portable: z.boolean().nullable().optional(),
  reportedBy: label.optional(),
  patientId: label.optional(),
  patientSex: z.enum(['F', 'M', 'O']).nullable().optional(),
  patientAge: z.number().int('years, a whole number').min(0).max(130).nullable().optional(),
  acquiredAt: z.iso.datetime({ offset: true, error: 'RFC 3339, as in 2026-11-22T14:32:08Z' }).nullable().optional(),
  truths: z.record(z.string().min(1).max(100), z.union([z.literal(0), z.literal(1)])).optional(),
});

export type InstanceMetadata = z.infer<typeof instanceMetadata>;

/** Parses the `metadata` part of an upload; `{}` when there is none. */
export function parseMetadata(text: string | undefined): InstanceMetadata {
  if (text === undefined || text.trim() === '') return {};
  const parsed = instanceMetadata.safeParse(parseJson(text, 'metadata'));
  if (!parsed.success) throw fieldsError(parsed.error, 'metadata');
  return parsed.data;
}

/** JSON of a part or a body, or a problem that names it. */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('bad-request', `${path}: not JSON`, { errors: [{ path, detail: 'must be one JSON document' }] });
  }
}
