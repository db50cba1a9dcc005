import { EDIT_KINDS } from '@/server/edit/edit';
import type { ArmFigures } from './armFigures';
import type { ArmRun } from './armRun';
import { distributionOf } from './editPairs';
import type { ProofEdits } from './proofReport';

/** How the edits of the main cohort came out. */
export function editSummary(run: ArmRun, figures: ArmFigures): ProofEdits {
  const distribution = distributionOf(run);
  const done = run.main.images.flatMap((image) => image.edits.map((edit) => ({ image, edit })));
  const counts = EDIT_KINDS.map((kind) => {
    const own = done.filter(({ edit }) => edit.kind === kind);
    const edited = own.filter(({ edit }) => edit.outcome === 'edited');
    const inDistribution = edited.filter(({ image, edit }) => distribution.within(image, edit) === true).length;
    const nothing = own.filter(({ edit }) => edit.outcome === 'nothing-to-edit').length;
    return [kind, { edited: edited.length, inDistribution, nothing, not: own.length - edited.length - nothing }];
  });
  return {
    arm: run.arm.name,
    seed: run.seed,
    counts: Object.fromEntries(counts),
    sd: figures.sd,
    swapNet: figures.swapNet,
    eraseDifference: figures.eraseDifference,
    eraseUnadjusted: figures.eraseUnadjusted,
    aucBefore: figures.aucBefore,
    aucAfter: figures.aucAfter,
  };
}
