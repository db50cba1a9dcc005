import { z } from 'zod';

/** Answers on pictures that are the same for ever, and the runtime that gave them. */
export const golden = z.object({
  /** As `onnxruntime-node 1.30.0 linux-x64`. */
  runtime: z.string(),
  /** `probability`: the graph answers 0–1, so answers near the ends are told apart by rounding alone. */
  scale: z.enum(['logit', 'probability']),
  /** Of a segmenter's output every so many numbers, at most 256. */
  answers: z.array(z.object({ picture: z.string(), values: z.array(z.number()) })),
});

export type Golden = z.infer<typeof golden>;

/** What is stored: the answers as they were at registration, and the runtime that met them last. */
export const storedGolden = golden.extend({ met: z.object({ runtime: z.string(), at: z.iso.datetime() }) });

export type StoredGolden = z.infer<typeof storedGolden>;

/** Logits may differ by this, relative above 1: sums in another order differ by 1e-6, another kernel by 1e-5. */
export const GOLDEN_TOLERANCE = 1e-4;

/** Probabilities that are this near are the same: eight steps of a float32 below 1. */
export const SAME_PROBABILITY = 5e-7;

export type GoldenDrift = {
  /** Largest difference in logits, relative above 1; Infinity where the answers do not even fit. */
  worst: number;
  picture: string | null;
};

/** How far the answers of today lie from those that were kept. */
export function goldenDrift(kept: Golden, now: Golden): GoldenDrift {
  const none: GoldenDrift = { worst: 0, picture: null };
  return kept.answers.reduce((worst, { picture, values }) => {
    const today = now.answers.find((answer) => answer.picture === picture)?.values;
    const by =
      today?.length === values.length && kept.scale === now.scale ? apart(values, today, kept.scale) : Infinity;
    return by > worst.worst ? { worst: by, picture } : worst;
  }, none);
}

function apart(kept: readonly number[], today: readonly number[], scale: Golden['scale']): number {
  return kept.reduce((worst, value, i) => {
    const by = difference(value, today[i] ?? Number.NaN, scale);
    return by > worst ? by : worst;
  }, 0);
}

function difference(kept: number, today: number, scale: Golden['scale']): number {
  if (!Number.isFinite(today)) return Number.POSITIVE_INFINITY;
  if (scale === 'logit') return relative(kept, today);
  return Math.abs(kept - today) <= SAME_PROBABILITY ? 0 : relative(logit(kept), logit(today));
}

const relative = (kept: number, today: number): number => Math.abs(today - kept) / Math.max(1, Math.abs(kept));

/** Within ±16, as everywhere. */
const logit = (probability: number): number => {
  const value = Math.log(probability / (1 - probability));
  return Number.isNaN(value) ? 0 : Math.min(16, Math.max(-16, value));
};
