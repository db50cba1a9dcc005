import { ZONES } from '@/server/audit/zone';
import { UNKNOWN_STRATUM } from '@/server/cohort/cohortFilter';
import type { Category } from '@/server/mapStatistics/overRepresented';
import { ACCOUNT } from '@/server/mapStatistics/zoneFigures';
import { ledgerOf } from '@/server/queries/storedResult';
import { strataOf } from '@/server/rollup/cell';
import type { MapCase } from './mapCases';
import type { MapCohort } from './mapFigures';
import { strataCodes } from './strataCodes';

/** What may be more frequent in a cluster of maps, with the truth. */
const VARIABLES = ['site', 'department', 'scanner', 'viewPosition', 'portable', 'patientSex', 'ageBand'] as const;

/** The columns of the arithmetic, one place per case; `isAdditive` false leaves zones and contributions out. */
export function columnsOf(
  cases: readonly MapCase[],
  isAdditive: boolean,
): Pick<MapCohort, 'outside' | 'accounts' | 'truths' | 'probabilities' | 'categories'> {
  const column = (of: (one: MapCase) => number) => Float64Array.from(cases, of);
  return {
    outside: {
      shares: column(({ shares }) => shares.outside),
      negativeShares: column(({ shares }) => shares.negative),
      areas: column(({ shares }) => shares.area),
      contributions: column(({ shares }) => (isAdditive ? shares.contribution : Number.NaN)),
    },
    accounts: accountsOf(cases, isAdditive),
    truths: Int8Array.from(cases, ({ truth }) => truth ?? -1),
    probabilities: column(({ probability }) => probability),
    categories: categoriesOf(cases),
  };
}

function accountsOf(cases: readonly MapCase[], isAdditive: boolean): Float64Array {
  const accounts = new Float64Array(cases.length * ZONES.length * ACCOUNT).fill(Number.NaN);
  if (!isAdditive) return accounts;
  for (const [i, one] of cases.entries()) {
    const zones = ledgerOf(one.ledger)?.zones;
    for (const [z, zone] of ZONES.entries()) {
      const account = zones?.[zone];
      if (account) accounts.set([account.positive, account.negative, account.area], (i * ZONES.length + z) * ACCOUNT);
    }
  }
  return accounts;
}

function categoriesOf(cases: readonly MapCase[]): Category[] {
  const strata = cases.map(({ acquisition }) => strataOf(acquisition));
  const known = (value: string): string | null => (value === UNKNOWN_STRATUM ? null : value);
  return [
    ...VARIABLES.map((by) =>
      strataCodes(
        by,
        strata.map((one) => known(one[by])),
      ),
    ),
    strataCodes(
      'truth',
      cases.map(({ truth }) => (truth === null ? null : String(truth))),
    ),
  ];
}
