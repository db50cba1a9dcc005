import { z } from 'zod';
import { AppError } from '@/server/problem/appError';
import { instant } from '@/server/problem/instant';
import { plainText } from '@/server/problem/plainText';
import { fieldsError } from '@/server/problem/problemBody';
import { lesionsByFinding } from './lesionBoxes';
import { maskBoxes } from './maskBoxes';

const label = plainText(64);

/** Truths of one image: far more than any model has findings. */
const MOST_TRUTHS = 500;

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
  acquiredAt: instant.nullable().optional(),
  truths: z
    .record(plainText(100), z.union([z.literal(0), z.literal(1)], '0 or 1'))
    .refine((truths) => Object.keys(truths).length <= MOST_TRUTHS, `at most ${MOST_TRUTHS} truths`)
    .optional(),
  /** Coarse masks: boxes by zone, in shares of the image. */
  boxes: maskBoxes.optional(),
  /** Where findings are: boxes by finding, in shares of the image. */
  lesions: lesionsByFinding.optional(),
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
    throw new AppError('bad-request', `${path || 'the body'}: not JSON`, {
      errors: [{ path, detail: 'must be one JSON document' }],
    });
  }
}
