import {
  balanced,
  balancedMachines,
  type CohortPlan,
  confounded,
  GATE_STRENGTH,
  type SiteCounts,
} from '@/server/phantom/drawCohort';
import type { PhantomMode } from '@/server/phantom/study';

export type TrainingCohort = { name: string; seed: number; plan: CohortPlan; masks: boolean };

/** Of each mode, for the log of the training. */
const CHECKED = { A: 600, B: 600, C: 400 };

/** The modes of the proof's gates. */
const GATE_MODES: readonly PhantomMode[] = ['GLOBAL', 'LOCAL', 'DIFFUSE-ONLY', 'PORTABLE', 'CASE-MIX'];

/** Of each site, for the faithful arms that are to follow no machine either; it is harder where tone and frame differ. */
const FAITHFUL: Partial<Record<PhantomMode, SiteCounts>> = {
  GLOBAL: { A: 6_400, B: 6_400 },
  LOCAL: { A: 4_800, B: 4_800 },
  'DIFFUSE-ONLY': { A: 4_800, B: 4_800 },
};

/** What the gate models of a mode are trained on, with fainter opacities than the demonstration's. */
function gateCohorts(mode: PhantomMode, place: number): TrainingCohort[] {
  const both = { A: 3_200, B: 3_200 };
  const even = FAITHFUL[mode];
  const plans = {
    confounded: confounded(mode, both),
    // Where machines go with the site a balanced cohort of them would still teach the machine's look.
    balanced: even === undefined ? balanced(mode, both) : balancedMachines(mode, even),
    check: confounded(mode, CHECKED),
  };
  return Object.entries(plans).map(([arm, plan], i) => ({
    name: `${mode.toLowerCase()}-${arm}`,
    seed: 1_000_010 + 3 * place + i,
    plan: { ...plan, strength: GATE_STRENGTH },
    masks: false,
  }));
}

/** What train.py reads. Seeds from 1,000,000 are training's alone; the demonstration and the tests have their own. */
export const COHORTS: readonly TrainingCohort[] = [
  { name: 'confounded', seed: 1_000_000, plan: confounded('GLOBAL', { A: 3_200, B: 3_200 }), masks: false },
  { name: 'balanced', seed: 1_000_001, plan: balanced('GLOBAL', { A: 3_200, B: 3_200 }), masks: false },
  { name: 'zones', seed: 1_000_002, plan: balanced('GLOBAL', { A: 800, B: 800, C: 800 }), masks: true },
  { name: 'check', seed: 1_000_003, plan: confounded('GLOBAL', CHECKED), masks: false },
  ...GATE_MODES.flatMap(gateCohorts),
];
