import { meanGap } from '@/server/stats/meanGap';
import { type EditedCase, editedCases } from './editedCases';
import { editLine, noEdits } from './editLine';
import type { EvidenceInput, VariableEffect } from './evidenceInput';
import type { EvidenceLine } from './evidenceLine';
import { byPatient, type PairedEffects, pairedEffects } from './pairedEffects';
import type { EvidenceThresholds } from './verdict';

/**
 * Difference in differences of the marker's erasure (SCIENCE §5, E1 − E1s), on cases without the finding, in standard
 * deviations of the logit: with e = d(erased) − d(sham) of a case, −(mean e of the stratum − mean e of the reference),
 * times the sign of the prevalence gradient. Above 0 where erasing takes away what lifted the stratum in which the
 * finding is more frequent. Each stratum needs half of `minPairs`, both together all. Patients count once; Welch.
 */
export function eraseLine(
  input: EvidenceInput,
  variable: VariableEffect,
  thresholds: EvidenceThresholds,
): EvidenceLine {
  const { by, stratum, reference, prevalenceSign } = variable;
  const cases = editedCases(input.edits).filter(({ first }) => first.truth === 0);
  const effectsOf = (name: string): PairedEffects =>
    pairedEffects(of(cases, by, name), ['marker-erase', 'marker-sham'], () => -1, input.threshold);
  const [one, other] = [effectsOf(stratum), effectsOf(reference)];
  const paired = together(one, other);
  const [n, least] = [one.effects.length + other.effects.length, Math.min(one.effects.length, other.effects.length)];
  const known = { by, stratum, reference };
  if (n === 0) return noEdits('erase', known, paired, 'no_edits');
  if (least === 0) return { ...noEdits('erase', known, paired, 'few_pairs'), n, grade: 'few' };
  if (prevalenceSign === 0) return { ...noEdits('erase', known, paired, 'no_gradient'), n, grade: null };
  const gap = meanGap(byPatient(one.effects), byPatient(other.effects));
  const mean = prevalenceSign === 1 ? gap : { value: -gap.value, low: minus(gap.high), high: minus(gap.low) };
  const enough = n >= thresholds.minPairs && least >= thresholds.minPairs / 2;
  return editLine('erase', known, { ...paired, n, mean, enough }, input.sd, thresholds);
}

const of = (cases: readonly EditedCase[], by: string, stratum: string): EditedCase[] =>
  cases.filter(({ first }) => first.strata[by] === stratum);

const minus = (value: number | null): number | null => (value === null ? null : -value);

const together = (one: PairedEffects, other: PairedEffects): Omit<PairedEffects, 'effects'> => ({
  pairs: {
    nothingToEdit: one.pairs.nothingToEdit + other.pairs.nothingToEdit,
    outOfDistribution: one.pairs.outOfDistribution + other.pairs.outOfDistribution,
  },
  flips: one.flips && other.flips && { n: one.flips.n + other.flips.n, of: one.flips.of + other.flips.of },
});
