import { drawPortable } from './drawAcquisition';
import { drawStudy } from './drawStudy';
import { foldSeed, openStream } from './random';
import { PHANTOM_SITES, type PhantomMode, type PhantomSite, type PhantomStudy } from './study';

/** Prevalence of pneumonia among a site's portable studies and among the others. */
export type PneumoniaPrevalence = { portable: number; fixed: number };

/** `portable`: share of portable studies; as the mode has it at the site when left out. */
export type CohortGroup = {
  site: PhantomSite;
  count: number;
  pneumonia: PneumoniaPrevalence;
  cardiomegaly: number;
  portable?: number;
};

/** `strength`: of the opacities, as `drawStudy` takes it; 1 when left out. */
export type CohortPlan = { mode: PhantomMode; groups: readonly CohortGroup[]; strength?: number };

/**
 * Strength of the opacities in the cohorts of the gates: the networks that are judged there tell them within a site about
 * as well as those of SCIENCE §7.2 (AUC .9). At full strength they do so too well for prevalence to add anything.
 */
export const GATE_STRENGTH = 0.6;

/** Studies wanted of each site; a site that is left out has none. */
export type SiteCounts = Partial<Record<PhantomSite, number>>;

/** Zech et al. 2018: Mount Sinai 34.2 %, NIH 1.2 %; C is tested at 25 % for power, whatever the plan. */
const HIGH = 0.342;
const LOW = 0.012;
const EQUAL = (HIGH + LOW) / 2;
const EXTERNAL = 0.25;

/** The control: the same at every site. */
const CARDIOMEGALY = 0.15;

const same = (prevalence: number): PneumoniaPrevalence => ({ portable: prevalence, fixed: prevalence });

function planOf(
  mode: PhantomMode,
  counts: SiteCounts,
  pneumonia: Record<PhantomSite, PneumoniaPrevalence>,
): CohortPlan {
  const groups = PHANTOM_SITES.flatMap((site) => {
    const count = counts[site] ?? 0;
    return count === 0 ? [] : [{ site, count, pneumonia: pneumonia[site], cardiomegaly: CARDIOMEGALY }];
  });
  return { mode, groups };
}

/**
 * Pneumonia follows the site: 34.2 % at A, 1.2 % at B. In PORTABLE it follows the portable machine instead, in the
 * same way at both sites.
 */
export function confounded(mode: PhantomMode, counts: SiteCounts): CohortPlan {
  const byMachine = { portable: HIGH, fixed: LOW };
  const [a, b] = mode === 'PORTABLE' ? [byMachine, byMachine] : [same(HIGH), same(LOW)];
  return planOf(mode, counts, { A: a, B: b, C: same(EXTERNAL) });
}

/** Pneumonia is equally frequent at A and B (17.7 %) and with every machine. */
export function balanced(mode: PhantomMode, counts: SiteCounts): CohortPlan {
  return planOf(mode, counts, { A: same(EQUAL), B: same(EQUAL), C: same(EXTERNAL) });
}

/** As `balanced`, and every site has as many portable studies as others. */
export function balancedMachines(mode: PhantomMode, counts: SiteCounts): CohortPlan {
  const plan = balanced(mode, counts);
  return { ...plan, groups: plan.groups.map((group) => ({ ...group, portable: 0.5 })) };
}

function checkGroup({ count, pneumonia, cardiomegaly, portable = 0 }: CohortGroup): void {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`count: ${count}`);
  for (const p of [pneumonia.portable, pneumonia.fixed, cardiomegaly]) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`prevalence: ${p}`);
  }
  if (!(portable >= 0 && portable <= 1)) throw new RangeError(`portable: ${portable}`);
}

/**
 * Draws the studies of a plan, sites shuffled together. Truths are independent draws, so that prevalences are met
 * within binomial error. Study i has the seed `foldSeed(seed, 'study i')`.
 * @throws RangeError `seed: …`, `count: …`, `prevalence: …` or `portable: …` when out of range
 */
export function drawCohort(seed: number, { mode, groups, strength = 1 }: CohortPlan): PhantomStudy[] {
  groups.forEach(checkGroup);
  const random = openStream(seed, 'cohort');
  const wanted = groups.flatMap((group) => Array.from({ length: group.count }, () => group));
  for (let i = wanted.length - 1; i > 0; i--) {
    const j = Math.floor(random.uniform(0, i + 1));
    const [at, other] = [wanted[i], wanted[j]];
    if (at && other) [wanted[i], wanted[j]] = [other, at];
  }
  return wanted.map(({ site, pneumonia, cardiomegaly, portable: share }, i) => {
    const studySeed = foldSeed(seed, `study ${i}`);
    const portable = drawPortable(studySeed, mode, site, share);
    const truths = {
      Pneumonia: random.chance(portable ? pneumonia.portable : pneumonia.fixed) ? 1 : 0,
      Cardiomegaly: random.chance(cardiomegaly) ? 1 : 0,
    } as const;
    return drawStudy(studySeed, { site, mode, truths, portable, strength });
  });
}
