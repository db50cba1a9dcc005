import { z } from 'zod';
import { fixed, NBSP, plural } from '@/app/format/number';
import { since } from '@/app/format/time';
import { SALIENCY_METHODS } from '@/server/saliency/saliencyMethod';

/** The answer of `GET …/saliency-methods`. */
export const methodList = z.object({
  methods: z.array(
    z.object({
      method: z.enum(SALIENCY_METHODS),
      label: z.string(),
      state: z.enum(['ready', 'available', 'refused', 'not-offered']),
      reason: z.string().nullable(),
      forwards: z.number(),
      seconds: z.number().nullable(),
      isExploratory: z.boolean(),
      analysis: z
        .object({
          id: z.string(),
          status: z.string(),
          done: z.number(),
          total: z.number().nullable(),
        })
        .nullable(),
    }),
  ),
});

export type MethodEntry = z.infer<typeof methodList>['methods'][number];

/** What a method costs before it runs: "33 forward passes, about 2 s". */
export function costWords({ forwards, seconds }: Pick<MethodEntry, 'forwards' | 'seconds'>): string {
  if (forwards === 0) return 'comes with every reading';
  const passes = plural(forwards, 'forward pass', 'forward passes');
  return seconds === null ? `${passes}, time not measured yet` : `${passes}, ${timeWords(seconds)}`;
}

function timeWords(seconds: number): string {
  if (seconds < 0.1) return `under 0.1${NBSP}s`;
  return `about ${seconds < 10 ? `${fixed(seconds, 1)}${NBSP}s` : since(seconds * 1000)}`;
}

/** How far a method has come, and what is to be said of the others. */
export function stateWords(entry: MethodEntry): string {
  const { analysis, state, reason } = entry;
  if (state === 'refused') return `refused: ${reason ?? 'the graph does not allow it'}`;
  if (state === 'not-offered') return `not offered: ${reason ?? 'it failed a check on this version'}`;
  if (analysis !== null) {
    if (analysis.status === 'waiting') return 'waits for its turn';
    return `${analysis.done} of ${plural(analysis.total ?? entry.forwards, 'forward pass', 'forward passes')}`;
  }
  return state === 'ready' && entry.forwards > 0 ? `made, ${costWords(entry)}` : costWords(entry);
}

/** Whether its map can be shown now or after it was made. */
export const isOffered = ({ state }: MethodEntry): boolean => state === 'ready' || state === 'available';
