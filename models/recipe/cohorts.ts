import { balanced, type CohortPlan, confounded } from '@/server/phantom/drawCohort';

export type TrainingCohort = { name: string; seed: number; plan: CohortPlan; masks: boolean };

/** What train.py reads. Seeds from 1,000,000 are training's alone; the demonstration and the tests have their own. */
export const COHORTS: readonly TrainingCohort[] = [
  { name: 'confounded', seed: 1_000_000, plan: confounded('GLOBAL', { A: 3_200, B: 3_200 }), masks: false },
  { name: 'balanced', seed: 1_000_001, plan: balanced('GLOBAL', { A: 3_200, B: 3_200 }), masks: false },
  { name: 'zones', seed: 1_000_002, plan: balanced('GLOBAL', { A: 800, B: 800, C: 800 }), masks: true },
  { name: 'check', seed: 1_000_003, plan: confounded('GLOBAL', { A: 600, B: 600, C: 400 }), masks: false },
];
