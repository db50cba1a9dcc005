import { studentMeanInterval } from '@/server/stats/studentMeanInterval';
import { type EditedCase, editedCases } from './editedCases';
import { editLine, noEdits } from './editLine';
import type { EvidenceInput } from './evidenceInput';
import type { EvidenceLine } from './evidenceLine';
import { byPatient, pairedEffects } from './pairedEffects';
import type { EvidenceThresholds } from './verdict';

/**
 * Marker and frame of a donor of another site less those of a donor of the same site, on cases without the finding, in
 * standard deviations of the logit (SCIENCE §5, E2 − E2c). Above 0 where the score goes towards the look of the site
 * where the finding is more frequent: + for a recipient where it is rarer than at the donor's, − where it is more
 * frequent. Sites of the same prevalence, or without one, are left out. Patients count once.
 */
export function swapLine(input: EvidenceInput, thresholds: EvidenceThresholds): EvidenceLine {
  const cases = editedCases(input.edits).filter(({ first }) => first.truth === 0);
  const site = input.variables.find(({ by }) => by === 'site');
  const known = { by: 'site', stratum: site?.stratum ?? null, reference: site?.reference ?? null };
  const orientation = (one: EditedCase) => orientationOf(one, input.prevalence);
  const paired = pairedEffects(cases, ['swap-other', 'swap-same'], orientation, input.threshold);
  if (paired.effects.length === 0) {
    const swapped = cases.filter(({ edits }) => edits['swap-other'] !== undefined);
    const oriented = swapped.some((one) => orientation(one) !== 0);
    return noEdits('swap', known, paired, swapped.length > 0 && !oriented ? 'no_gradient' : 'no_edits');
  }
  const [n, mean] = [paired.effects.length, studentMeanInterval(byPatient(paired.effects))];
  return editLine('swap', known, { ...paired, n, mean, enough: n >= thresholds.minPairs }, input.sd, thresholds);
}

/** Of a recipient with nothing to edit and no donor the sign does not matter, as its effect is 0. */
function orientationOf({ first, edits }: EditedCase, prevalence: Record<string, number>): -1 | 0 | 1 {
  const swap = edits['swap-other'];
  if (swap?.outcome === 'nothing-to-edit' && swap.donorSite === null) return 1;
  const [own, other] = [prevalence[first.site], prevalence[swap?.donorSite ?? '']];
  if (own === undefined || other === undefined || own === other) return 0;
  return own < other ? 1 : -1;
}
