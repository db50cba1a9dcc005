import { variableOf } from '@/app/evidence/strataOf';
import { percent } from '@/app/format/share';
import { stratumName, VARIABLES } from '@/app/strata/variables';

/** What is more frequent in a group than among the others. */
export type Over = { by: string; stratum: string; share: number; otherwise: number; q: number };

/** "98 % A, otherwise 34 %"; a stratum of two letters or fewer is named with its variable. */
export function overWords({ by, stratum, share, otherwise }: Over): string {
  return `${percent(share)} ${stratumWord(by, stratum)}, otherwise ${percent(otherwise)}`;
}

/** A stratum as it stands alone in a sentence: "site A", "AP", "portable", "with the finding". */
export function stratumWord(by: string, stratum: string): string {
  if (by === 'truth') return stratum === '1' ? 'with the finding' : 'without the finding';
  const variable = variableOf(by);
  if (variable === null) return `${by} ${stratum}`;
  const name = stratumName(variable, stratum);
  const says = variable === 'viewPosition' || variable === 'portable' || variable === 'patientSex';
  return says
    ? name.toLowerCase().replace(/^(ap|pa|ll)$/, (view) => view.toUpperCase())
    : `${VARIABLES[variable].one} ${name}`;
}
