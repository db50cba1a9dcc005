import { z } from 'zod';
import { plainText } from '@/server/problem/plainText';

/** Numbers that one further input may take, at most. */
const MOST_NUMBERS = 4_096;

const finite = z.number().finite();

/** What of an image's metadata may be fed. */
export const FED_FACTS = ['patientAge', 'patientSex', 'viewPosition', 'portable'] as const;

/** One number out of an image's metadata. */
const fact = z
  .object({
    from: z.enum(FED_FACTS),
    /** The number for each word, as `{"M": 0, "F": 1}`; of `portable` the words are `true` and `false`. */
    map: z.record(z.string().max(64), finite).optional(),
    /** Then (v − mean) / std. */
    scale: z.object({ mean: finite, std: z.number().positive() }).optional(),
    /** Fed as it is where the metadata does not say, or says a word that `map` does not have. */
    missing: finite,
  })
  .refine(({ from, map }) => map !== undefined || from === 'patientAge' || from === 'portable', {
    path: ['map'],
    message: 'words need numbers: give a map, as {"M": 0, "F": 1}',
  });

const named = { name: plainText(200) };

/**
 * An input besides the image: the same numbers for every image (`value`), one number out of its metadata (`from`), or
 * several of either in a row (`each`).
 */
export const extraInput = z.union(
  [
    z.object({ ...named, value: z.array(finite).min(1).max(MOST_NUMBERS) }),
    fact.safeExtend(named),
    z.object({
      ...named,
      each: z
        .array(z.union([z.object({ value: finite }), fact]))
        .min(1)
        .max(64),
    }),
  ],
  { error: 'give value: [numbers], from: <metadata> with missing, or each: [a list of them]' },
);

export type ExtraInput = z.infer<typeof extraInput>;
export type FedFact = z.infer<typeof fact>;
