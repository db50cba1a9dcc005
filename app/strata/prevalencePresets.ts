import type { MatrixStratum } from '@/server/queries/siteMatrix';

export type PrevalencePreset = { name: string; says: string; prevalences: number[] };

/** The two hospitals of Zech et al. 2018: 34.2 % and 1.2 %. */
const PAPER = { high: 0.342, low: 0.012 };

/**
 * Mixes to start from, for strata in their order. The paper's gives 34.2 % to the stratum that has the finding most
 * often and 1.2 % to the others; `reversed` the other way round, the highest becoming lowest.
 */
export function prevalencePresets(strata: readonly MatrixStratum[]): PrevalencePreset[] {
  const own = strata.map(({ prevalence }) => prevalence ?? 0);
  const labelled = strata.map(({ positives, negatives }) => positives + negatives);
  const all = labelled.reduce((sum, n) => sum + n, 0);
  const mean = strata.reduce((sum, { positives }) => sum + positives, 0) / Math.max(1, all);
  const highest = own.indexOf(Math.max(...own));
  return [
    { name: 'As it is', says: 'every prevalence as it was found', prevalences: own },
    { name: 'All equal', says: 'the same prevalence everywhere', prevalences: own.map(() => mean) },
    {
      name: 'The paper’s 34.2 and 1.2 %',
      says: 'as in the two hospitals of Zech et al., 2018',
      prevalences: own.map((_, i) => (i === highest ? PAPER.high : PAPER.low)),
    },
    {
      name: 'Reversed',
      says: 'the paper’s, the other way round',
      prevalences: own.map((_, i) => (i === highest ? PAPER.low : PAPER.high)),
    },
  ];
}

/** Prevalences of an address ("12,0.8", in percent, in the order of the strata); null unless one for each. */
export function parsePrevalences(text: string | undefined, strata: number): number[] | null {
  if (text === undefined) return null;
  const values = text.split(',').map((part) => Number(part) / 100);
  const valid = values.length === strata && values.every((value) => value >= 0 && value <= 1);
  return valid ? values : null;
}

/** The same as an address has it, in percent with one decimal at most. */
export const prevalencesText = (prevalences: readonly number[]): string =>
  prevalences.map((value) => String(Number((value * 100).toFixed(1)))).join(',');
