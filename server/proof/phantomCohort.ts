import type { EditKind } from '@/server/edit/edit';
import { balanced, confounded, drawCohort, GATE_STRENGTH } from '@/server/phantom/drawCohort';
import { foldSeed } from '@/server/phantom/random';
import type { PhantomMode, PhantomSite, PhantomStudy } from '@/server/phantom/study';
import type { CohortName, ProofSizes } from './seeds';

/** What decides a cohort; the same in every thread. */
export type CohortKey = { mode: PhantomMode; seed: number; name: CohortName; sizes: ProofSizes };

/** What is done with one image besides scoring it. Donors are indices into the cohort. */
export type ImagePlan = { kinds: readonly EditKind[]; other: number | null; same: number | null; embedding: boolean };

export type PhantomCohort = { studies: PhantomStudy[]; plans: ImagePlan[] };

/** Sites that edits go between; C is no part of the training. */
const EDITED_SITES = ['A', 'B'] as const;

const SCORE_ONLY: ImagePlan = { kinds: [], other: null, same: null, embedding: false };

/**
 * Studies of a cohort and what is done with each. Seeds of the cohorts are folded from the judged seed, so that no two
 * hold the same patient.
 */
export function phantomCohort({ mode, seed, name, sizes }: CohortKey): PhantomCohort {
  const plan = name === 'balanced' ? balanced(mode, sizes.balanced) : confounded(mode, sizes[name]);
  const studies = drawCohort(foldSeed(seed, `proof ${name}`), { ...plan, strength: GATE_STRENGTH });
  if (name === 'scores') return { studies, plans: studies.map(() => SCORE_ONLY) };
  if (name === 'balanced') return { studies, plans: studies.map(() => ({ ...SCORE_ONLY, kinds: ['marker-erase'] })) };
  return { studies, plans: mainPlans(studies, sizes) };
}

function mainPlans(studies: readonly PhantomStudy[], { edited, embedded, donors }: ProofSizes): ImagePlan[] {
  const bySite = (site: PhantomSite): number[] => studies.flatMap((study, i) => (study.site === site ? [i] : []));
  const pools = { A: bySite('A').slice(-donors), B: bySite('B').slice(-donors) };
  const plans: ImagePlan[] = studies.map(() => SCORE_ONLY);
  for (const site of EDITED_SITES) {
    const [own, others] = site === 'A' ? [pools.A, pools.B] : [pools.B, pools.A];
    const all = bySite(site);
    for (const i of all.slice(0, embedded)) plans[i] = { ...SCORE_ONLY, embedding: true };
    const healthy = all.filter((i) => studies[i]?.truths.Pneumonia === 0).slice(0, edited);
    for (const [turn, i] of healthy.entries()) {
      const [other = null] = others.slice(turn % others.length);
      const [same = null] = own.filter((donor) => donor !== i).slice(turn % Math.max(1, own.length - 1));
      const kinds = ['marker-erase', 'marker-sham', 'swap-other', 'swap-same', 'frame-erase'] as const;
      plans[i] = { kinds, other, same, embedding: true };
    }
  }
  return plans;
}
