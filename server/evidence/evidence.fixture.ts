import type { EditKind } from './editKind';
import type { EditPair, EvidenceInput, VariableEffect } from './evidenceInput';
import type { EvidenceLine } from './evidenceLine';
import { linesOf } from './linesOf';
import { DEFAULT_THRESHOLDS, type EvidenceThresholds, type EvidenceVerdict } from './verdict';
import { verdictOf } from './verdictOf';
import { withDiscoveryControl } from './withDiscoveryControl';

// Made-up evidence, each part as strong as a test wants it.

/** A variable whose strata A and B the score of the healthy tells apart by `auc`, with an interval of ± `half`. */
export function variable(auc: number, known: Partial<VariableEffect> & { half?: number } = {}): VariableEffect {
  const { half = 0.03, ...rest } = known;
  const { negatives = 400, referenceNegatives = 600 } = known;
  return {
    ...{ by: 'site', stratum: 'A', reference: 'B', isAcquisition: true, comparisons: 1, strata: 2 },
    auc: { value: auc, low: Math.max(0.001, auc - half), high: Math.min(0.999, auc + half) },
    ...{ negatives, referenceNegatives, matched: Math.min(negatives, referenceNegatives) },
    ...{ gradient: auc > 0.5 ? 'along' : 'against', gradientP: 1e-9, prevalenceSign: 1 },
    ...rest,
  };
}

/** Evidence without edits. */
export const evidenceOf = (variables: VariableEffect[], known: Partial<EvidenceInput> = {}): EvidenceInput => ({
  variables,
  ...{ lifts: [], external: null, prevalence: { A: 0.34, B: 0.01 }, edits: [], sd: 2, threshold: 0, explains: [] },
  ...known,
});

/** Spread of edits around their mean, in logits: ±.1 in turn. */
const wobble = (i: number): number => (i % 2 === 0 ? 0.1 : -0.1);

type Edits = { n: number; effect: number; inDistribution?: boolean | null; nothing?: boolean; sd?: number };

/** Swaps on `n` healthy cases, half of each site, with a net of `effect` standard deviations along the gradient. */
export function swaps({ n, effect, inDistribution = true, nothing = false, sd = 2 }: Edits): EditPair[] {
  return Array.from({ length: n }, (_, i) => {
    const site = i % 2 === 0 ? 'A' : 'B';
    const sign = site === 'B' ? 1 : -1;
    const other = sign * effect * sd + wobble(i >> 1);
    return [
      pair('swap-other', i, site, other, { donorSite: site === 'A' ? 'B' : 'A', inDistribution, nothing }),
      pair('swap-same', i, site, 0, { donorSite: site, inDistribution, nothing }),
    ];
  }).flat();
}

/** Erasures: those of A fall by `effect` standard deviations, B's stay. */
export function erasures({ n, effect, inDistribution = true, nothing = false, sd = 2 }: Edits): EditPair[] {
  return Array.from({ length: n }, (_, i) => {
    const site = i % 2 === 0 ? 'A' : 'B';
    const fall = (site === 'A' ? -effect * sd : 0) + wobble(i >> 1);
    return [
      pair('marker-erase', i, site, fall, { inDistribution, nothing }),
      pair('marker-sham', i, site, 0, { inDistribution, nothing }),
    ];
  }).flat();
}

function pair(
  kind: EditKind,
  i: number,
  site: string,
  change: number,
  {
    donorSite = null,
    inDistribution,
    nothing,
  }: Pick<EditPair, 'inDistribution'> & { donorSite?: string | null; nothing: boolean },
): EditPair {
  const id = String(i).padStart(6, '0');
  return {
    ...{ kind, instanceId: `case ${id}`, patient: `patient ${id}`, truth: 0, site, donorSite },
    strata: { site, department: site, portable: site === 'A' ? 'true' : 'false' },
    ...{
      outcome: nothing ? 'nothing-to-edit' : 'edited',
      before: -1,
      after: nothing ? -1 : -1 + change,
      inDistribution,
    },
  };
}

/** The lines and the verdict of one finding alone. */
export function judge(
  input: EvidenceInput,
  thresholds: EvidenceThresholds = DEFAULT_THRESHOLDS,
): { lines: EvidenceLine[]; verdict: EvidenceVerdict } {
  const [lines = []] = withDiscoveryControl([linesOf(input, thresholds)], thresholds);
  return { lines, verdict: verdictOf(lines, thresholds) };
}
