import { imagesOf, stratumName, VARIABLES } from '@/app/strata/variables';
import { STRATIFIERS, type Stratifier } from '@/server/cohort/cohortFilter';
import type { EvidenceLine } from '@/server/evidence/evidenceLine';

/** The variable of a line, where it has one that is known. */
export const variableOf = (by: string | null): Stratifier | null => STRATIFIERS.find((one) => one === by) ?? null;

/** "site", "view"; without a variable "how images were made". */
export function variableWord(by: string | null): string {
  const variable = variableOf(by);
  return variable === null ? 'how images were made' : VARIABLES[variable].one;
}

/** The two strata of a line as a table names them: "AP and PA"; null where it has none. */
export function strataWords({ by, stratum, reference }: EvidenceLine): [string, string] | null {
  const variable = variableOf(by);
  if (variable === null || stratum === null || reference === null) return null;
  return [stratumName(variable, stratum), stratumName(variable, reference)];
}

/** Images of the stratum that scores higher, then of the other, within a sentence. */
export function imagesHighFirst({ by, stratum, reference, effect }: EvidenceLine): [string, string] | null {
  const variable = variableOf(by);
  if (variable === null || stratum === null || reference === null || effect === null) return null;
  const [one, other] = [imagesOf(variable, stratum), imagesOf(variable, reference)];
  return effect >= 0.5 ? [one, other] : [other, one];
}
