import { drawStudy } from '@/server/phantom/drawStudy';
import { openStream } from '@/server/phantom/random';
import type { PhantomStudy } from '@/server/phantom/study';

/** Share of pneumonia among the patients of each hospital, as at Mount Sinai and NIH (Zech 2018, table 1). */
export const PNEUMONIA = { A: 0.342, B: 0.012 } as const;

/** Share of cardiomegaly at both: the control, which the hospital says nothing about. */
export const CARDIOMEGALY = 0.15;

/** Share of studies whose patient was here before. */
const RETURNING = 0.1;

/** Earlier studies of the hospital that are looked through for a patient who could be this one. */
const LOOK_BACK = 80;

/** Years between visits that nobody would notice. */
const SAME_AGE = 2;

export type PlannedStudy = {
  study: PhantomStudy;
  /** As the hospital names its patient; hashed on arrival like any. */
  patientId: string;
  patientAge: number;
};

/**
 * Study `n` of the demonstration: hospital A and B in turn, pneumonia as common as at each, everything else drawn from
 * seed + n. Depends on its arguments alone, so that a study that is sent again is the same one.
 */
export function planStudy(seed: number, n: number): PlannedStudy {
  const study = studyOf(seed, n);
  const earlier = earlierVisit(seed, n, study);
  if (earlier !== null) return { study, patientId: patientOf(earlier.n), patientAge: earlier.age };
  return { study, patientId: patientOf(n), patientAge: study.patientAge };
}

function studyOf(seed: number, n: number): PhantomStudy {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`study number: ${n}`);
  const site = n % 2 === 0 ? 'A' : 'B';
  const random = openStream(seed + n, 'demonstration truths');
  const truths = {
    Pneumonia: random.chance(PNEUMONIA[site]) ? 1 : 0,
    Cardiomegaly: random.chance(CARDIOMEGALY) ? 1 : 0,
  } as const;
  return drawStudy(seed + n, { site, mode: 'GLOBAL', truths });
}

const patientOf = (n: number): string => `phantom-${n}`;

/** The first draw says whether the patient of a study was here before, the second which one it is. */
const visitOf = (seed: number, n: number) => openStream(seed + n, 'demonstration visit');

const isReturning = (seed: number, n: number): boolean => visitOf(seed, n).chance(RETURNING);

/** A first visit at the same hospital of somebody of this sex and about this age; null when there is none. */
function earlierVisit(seed: number, n: number, study: PhantomStudy): { n: number; age: number } | null {
  const random = visitOf(seed, n);
  if (!random.chance(RETURNING)) return null;
  const known = Math.min(LOOK_BACK, Math.floor(n / 2));
  const start = Math.floor(random.uniform(0, known));
  for (let i = 0; i < known; i++) {
    const candidate = n - 2 * (1 + ((start + i) % known));
    if (isReturning(seed, candidate)) continue;
    const { patientSex, patientAge } = studyOf(seed, candidate);
    if (patientSex === study.patientSex && Math.abs(patientAge - study.patientAge) <= SAME_AGE)
      return { n: candidate, age: patientAge };
  }
  return null;
}
