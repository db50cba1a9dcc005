import type { Stratifier } from '@/server/cohort/cohortFilter';
import { UNKNOWN_STRATUM } from '@/server/cohort/cohortFilter';

/** `name` heads columns and menus, `one` and `many` stand in sentences ("one site", "two sites"). */
type VariableWords = { name: string; one: string; many: string };

/** Stratifying variables in the words of a reader. */
export const VARIABLES: Record<Stratifier, VariableWords> = {
  site: { name: 'Site', one: 'site', many: 'sites' },
  department: { name: 'Department', one: 'department', many: 'departments' },
  scanner: { name: 'Scanner', one: 'scanner', many: 'scanners' },
  viewPosition: { name: 'View', one: 'view', many: 'views' },
  portable: { name: 'Portable or fixed', one: 'kind of device', many: 'kinds of device' },
  patientSex: { name: 'Sex', one: 'sex', many: 'sexes' },
  ageBand: { name: 'Age', one: 'age group', many: 'age groups' },
  reportedBy: { name: 'Reporting radiologist', one: 'radiologist', many: 'radiologists' },
};

const SEXES: Record<string, string> = { F: 'Women', M: 'Men', O: 'Other sex' };
const DEVICES: Record<string, string> = { true: 'Portable', false: 'Fixed' };

/** A stratum as a table names it. Radiologists are known by a hash, of which the first eight signs are shown. */
export function stratumName(by: Stratifier, stratum: string): string {
  if (stratum === UNKNOWN_STRATUM) return 'Not known';
  if (by === 'patientSex') return SEXES[stratum] ?? stratum;
  if (by === 'portable') return DEVICES[stratum] ?? stratum;
  return by === 'reportedBy' ? stratum.slice(0, 8) : stratum;
}

/** Images of a stratum, within a sentence: "AP images", "images from Ward A", "images of women". */
export function imagesOf(by: Stratifier, stratum: string): string {
  if (stratum === UNKNOWN_STRATUM) return `images whose ${VARIABLES[by].one} is not known`;
  const name = stratumName(by, stratum);
  if (by === 'viewPosition') return `${name} images`;
  if (by === 'portable') return `${name.toLowerCase()} images`;
  if (by === 'patientSex') return `images of ${name === 'Other sex' ? 'patients of other sex' : name.toLowerCase()}`;
  if (by === 'ageBand') return `images of patients aged ${name}`;
  return by === 'reportedBy' ? `images reported by ${name}` : `images from ${name}`;
}

/** A sentence begins with a capital. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
