import type { Grid, MapsAnswer } from '@/server/analysis/evidenceAnswers';

const grid = (side: number, value: (x: number, y: number) => number): Grid => ({
  ...{ height: side, width: side },
  values: Array.from({ length: side * side }, (_, i) => value(i % side, Math.floor(i / side))),
});

/** Larger towards (x, y), in cells of a grid of `side`. */
const hill = (side: number, at: readonly [number, number], height: number): Grid =>
  grid(side, (x, y) => height * Math.exp(-((x - at[0]) ** 2 + (y - at[1]) ** 2) / (side / 3) ** 2) - 0.2);

const lungs = grid(28, (x, y) => (y > 5 && y < 22 && ((x > 5 && x < 12) || (x > 15 && x < 22)) ? 1 : 0));

/** What 380 maps of a model that looks at a marker say. */
export function mapsAnswer(examples: readonly string[] = []): MapsAnswer {
  const estimate = (value: number) => ({ value, low: value - 0.02, high: value + 0.02 });
  return {
    ...{ cases: 'predicted-positive', cut: 0.3, n: 380, of: 380, patients: 300, method: 'cam' },
    undefined: { no_positive_evidence: 3, mask_missing: 4 },
    outside: {
      ...{ n: 380, patients: 300, share: estimate(0.59), negativeShare: estimate(0.74), contribution: estimate(0.8) },
      ...{ areaOutside: 0.7, enrichment: -0.25 },
      nulls: [
        { kind: 'area', value: 0.7, low: null, high: null, n: 380, difference: estimate(-0.11) },
        { kind: 'mask-swap', value: 0.66, low: 0.64, high: 0.68, n: 380, difference: estimate(-0.07) },
      ],
    },
    zones: ['marker', 'lung-left', 'lung-right', 'heart'].map((zone, i) => ({
      ...{ zone, contribution: estimate(1 - 0.5 * i), positive: 1.2, negative: 0.2 + i * 0.5, area: 0.1 * (i + 1) },
      ...{ n: 380, withFinding: 1.4 - 0.5 * i, withoutFinding: 0.6 - 0.5 * i },
    })),
    siteGap: {
      ...{ by: 'site', stratum: 'A', reference: 'B', n: 395, referenceN: 592, gap: 4.1 },
      ...{ grid: hill(7, [1, 0], 0.6), outsideShare: 0.64, areaOutside: 0.7 },
    },
    average: { n: 376, grid: hill(28, [9, 12], 3), lungs },
    grouping: { n: 377, silhouette: 0.31, tried: [], none: null },
    clusters: [
      {
        ...{ n: 250, share: 0.66, mean: hill(7, [1, 0], 4), meanProbability: 0.71, outsideShare: 0.62 },
        over: [{ by: 'site', stratum: 'A', share: 0.93, otherwise: 0.31, q: 0.0001 }],
        examples: examples.slice(0, 6),
      },
      {
        ...{ n: 127, share: 0.34, mean: hill(7, [4, 4], 3), meanProbability: 0.55, outsideShare: 0.41, over: [] },
        examples: examples.slice(6, 12),
      },
    ],
  };
}
