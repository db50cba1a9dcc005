import { openStream } from './random';
import type { PhantomMode, PhantomSite, PhantomStudy } from './study';

type Register = {
  age: readonly [mean: number, sd: number];
  female: number;
  departments: readonly [string, string];
  /** Share of the first department, of portable studies and of the others. */
  first: readonly [portable: number, fixed: number];
};

/** Age and sex after Zech et al. 2018, table 1 (NIH, Mount Sinai, Indiana). */
const REGISTERS: Record<PhantomSite, Register> = {
  A: { age: [63, 16.5], female: 0.448, departments: ['Inpatient', 'ED'], first: [0.6, 0.2] },
  B: { age: [47, 16.6], female: 0.435, departments: ['Ward', 'Outpatient'], first: [0.9, 0.15] },
  C: { age: [50, 17], female: 0.573, departments: ['ED', 'Outpatient'], first: [0.8, 0.2] },
};

/** Where the sites' patients are alike: the same share of women, and in PORTABLE the same ages. */
const ALIKE = { female: 0.44, age: [55, 17] } as const;

type Patient = Pick<PhantomStudy, 'department' | 'scanner' | 'patientSex' | 'patientAge'>;

/**
 * Who was imaged, and where in the hospital: whole years from 18 to 95, two departments and two scanners a site. Women
 * are seen in the picture, so their share differs by site in GLOBAL only.
 */
export function drawPatient(seed: number, mode: PhantomMode, site: PhantomSite, portable: boolean): Patient {
  const random = openStream(seed, 'patient');
  const { departments, first, ...register } = REGISTERS[site];
  const age = mode === 'PORTABLE' ? ALIKE.age : register.age;
  const female = mode === 'GLOBAL' ? register.female : ALIKE.female;
  const patientAge = Math.round(Math.min(95, Math.max(18, random.normal(...age))));
  const patientSex = random.chance(female) ? 'F' : 'M';
  const department = departments[random.chance(first[portable ? 0 : 1]) ? 0 : 1];
  const scanner = `${site}-DR${random.chance(0.6) ? 1 : 2}`;
  return { department, scanner, patientSex, patientAge };
}
