import { balanced, type CohortPlan, confounded } from '@/server/phantom/drawCohort';

export type TrainingCohort = { name: string; seed: number; plan: CohortPlan; masks: boolean };

/** Of each mode, for the log of the training. */
const CHECKED = { A: 600, B: 600, C: 400 };

/** What train.py reads. Seeds from 1,000,000 are training's alone; the demonstration and the tests have their own. */
export const COHORTS: readonly TrainingCohort[] = [
  { name: 'confounded', seed: 1_000_000, plan: confounded('GLOBAL', { A: 3_200, B: 3_200 }), masks: false },
  { name: 'balanced', seed: 1_000_001, plan: balanced('GLOBAL', { A: 3_200, B: 3_200 }), masks: false },
  { name: 'zones', seed: 1_000_002, plan: balanced('GLOBAL', { A: 800, B: 800, C: 800 }), masks: true },
  { name: 'check', seed: 1_000_003, plan: confounded('GLOBAL', CHECKED), masks: false },
  { name: 'local-confounded', seed: 1_000_004, plan: confounded('LOCAL', { A: 3_200, B: 3_200 }), masks: false },
  { name: 'local-balanced', seed: 1_000_005, plan: balanced('LOCAL', { A: 3_200, B: 3_200 }), masks: false },
  { name: 'local-check', seed: 1_000_006, plan: confounded('LOCAL', CHECKED), masks: false },
  {
    name: 'diffuse-confounded',
    seed: 1_000_007,
    plan: confounded('DIFFUSE-ONLY', { A: 3_200, B: 3_200 }),
    masks: false,
  },
  { name: 'diffuse-balanced', seed: 1_000_008, plan: balanced('DIFFUSE-ONLY', { A: 3_200, B: 3_200 }), masks: false },
  { name: 'diffuse-check', seed: 1_000_009, plan: confounded('DIFFUSE-ONLY', CHECKED), masks: false },
  { name: 'portable-confounded', seed: 1_000_010, plan: confounded('PORTABLE', { A: 3_200, B: 3_200 }), masks: false },
  { name: 'portable-check', seed: 1_000_011, plan: confounded('PORTABLE', CHECKED), masks: false },
  { name: 'case-mix-balanced', seed: 1_000_012, plan: balanced('CASE-MIX', { A: 3_200, B: 3_200 }), masks: false },
  { name: 'case-mix-check', seed: 1_000_013, plan: confounded('CASE-MIX', CHECKED), masks: false },
];
