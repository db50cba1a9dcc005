import type { PairedVersions } from '@/server/analysis/kinds';

type Three = [value: number, low: number, high: number];

/** A finding of two versions on 400 cases, with a difference of AUC and its adjusted p, or without labels enough. */
export function paired(finding: string, difference: Three | null, adjustedP = 1): PairedVersions['findings'][number] {
  const [value, low, high] = difference ?? [0, 0, 0];
  return {
    ...{ finding, cases: 400, positives: 40, negatives: 360 },
    auc:
      difference === null
        ? { model: null, other: null, difference: null }
        : { model: 0.8, other: 0.8 - value, difference: { value, low, high, p: adjustedP / 2, adjustedP } },
    shift: { value: 0.4, low: 0.3, high: 0.5 },
    meanProbability: { model: 0.12, other: 0.1 },
    flips: { n: 12, of: 400, up: 9, down: 3 },
    outsideShare: null,
    ...{ shiftSd: 1, distributions: null, zones: [], turned: [] },
    moved: [{ instanceId: '00000000-0000-4000-8000-000000000001', model: 0.9, other: 0.2 }],
  };
}
