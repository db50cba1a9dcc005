import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { assetsDir } from './assets';

// Independent references: CAMs by PyTorch features and numpy, ledgers by numpy (assets/README.md).

/** Absolute tolerance of every comparison; runtimes differ in float32. */
export const GOLDEN_TOLERANCE = 1e-3;

const shares = z.object({
  areaOutside: z.number(),
  outsideShare: z.number().nullable(),
  negativeOutsideShare: z.number().nullable(),
  enrichment: z.number().nullable(),
  contributionInside: z.number(),
  contributionOutside: z.number(),
});

/** The shares that a ledger vector has, dilated and not. */
export const GOLDEN_SHARES = shares.keyof().options;

const ledgerGolden = z.object({
  vectors: z.array(
    z.object({
      image: z.string(),
      label: z.string(),
      bias: z.number(),
      logit: z.number(),
      dilated: shares,
      undilated: shares,
    }),
  ),
});

const grid = z.array(z.array(z.number()));
const camGolden = z.object({
  vectors: z.array(
    z.object({
      image: z.string(),
      logits: z.record(z.string(), z.number()),
      probs: z.record(z.string(), z.number()),
      labels: z.record(z.string(), z.object({ cam: grid, logratio: grid })),
    }),
  ),
});

const read = (name: string): unknown => JSON.parse(readFileSync(join(assetsDir, 'golden', name), 'utf8'));

/** Logits, probabilities and, of some findings, the 7x7 maps of each golden image. */
export const camVectors = () => camGolden.parse(read('cam_golden.json')).vectors;

/** Shares of the golden images, one vector per image and finding. */
export const ledgerVectors = () => ledgerGolden.parse(read('ledger_golden.json')).vectors;

/** A golden image and its lung mask, as PNG. */
export const goldenImage = (name: string) => ({
  image: readFileSync(join(assetsDir, 'golden/images', name)),
  lungs: readFileSync(join(assetsDir, 'images/dev/mask', name)),
});
