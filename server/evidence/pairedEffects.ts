import { clusterMeans } from '@/server/stats/clusterMeans';
import type { Moments } from '@/server/stats/moments';
import { changeOf, counts, type EditedCase } from './editedCases';
import type { EditKind } from './editKind';
import type { EditPair } from './evidenceInput';
import type { EvidenceLine } from './evidenceLine';

/** The effect of an edit on one case less that of its control, in logits. */
export type PairedEffect = { patient: string; value: number };

/** Effects that count, with what is told beside them. */
export type PairedEffects = {
  effects: PairedEffect[];
  pairs: { nothingToEdit: number; outOfDistribution: number };
  flips: EvidenceLine['flips'];
};

/**
 * d(edit) − d(control) of the cases that have both; where there was nothing to edit it is 0, so that the mean is over
 * all cases and not over those with a marker alone. Both have to be in the distribution. `sign`: what the effect is
 * multiplied by, 0 leaves the case out. `threshold`: a logit.
 */
export function pairedEffects(
  cases: readonly EditedCase[],
  [edit, control]: readonly [EditKind, EditKind],
  sign: (one: EditedCase) => number,
  threshold: number | null,
): PairedEffects {
  const effects: PairedEffect[] = [];
  const pairs = { nothingToEdit: 0, outOfDistribution: 0 };
  let flipped = 0;
  for (const one of cases) {
    const [done, sham, orientation] = [one.edits[edit], one.edits[control], sign(one)];
    const nothing = done?.outcome === 'nothing-to-edit';
    if (done === undefined || orientation === 0 || (sham === undefined && !nothing)) continue;
    if (!counts(done) || !(sham === undefined || counts(sham))) {
      pairs.outOfDistribution += 1;
      continue;
    }
    if (nothing && sham?.outcome !== 'edited') pairs.nothingToEdit += 1;
    const value = changeOf(done) - (sham === undefined ? 0 : changeOf(sham));
    effects.push({ patient: one.first.patient, value: orientation * value });
    if (threshold !== null && flips(done, threshold)) flipped += 1;
  }
  return { effects, pairs, flips: threshold === null ? null : { n: flipped, of: effects.length } };
}

/** Whether the operating threshold decides a case otherwise after the edit. */
export const flips = (pair: EditPair, threshold: number): boolean =>
  pair.before >= threshold !== pair.before + changeOf(pair) >= threshold;

/** Moments with every patient counting once. */
export const byPatient = (effects: readonly PairedEffect[]): Moments =>
  clusterMeans(
    effects.map(({ value }) => value),
    effects.map(({ patient }) => patient),
  );
