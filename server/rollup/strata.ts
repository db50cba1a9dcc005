import { type Stratifier, UNKNOWN_STRATUM } from '@/server/cohort/cohortFilter';

/** The acquisition of an instance, as far as strata need it. */
export type Acquisition = {
  site: string;
  department: string | null;
  scanner: string | null;
  viewPosition: string | null;
  portable: boolean | null;
  patientSex: string | null;
  patientAge: number | null;
  reportedBy: string | null;
  acquiredAt: Date | null;
  receivedAt: Date;
};

/** The stratum of an instance for each stratifier; what is not known is the stratum `unknown`. */
export function strataOf(instance: Omit<Acquisition, 'acquiredAt' | 'receivedAt'>): Record<Stratifier, string> {
  return {
    site: instance.site,
    department: instance.department ?? UNKNOWN_STRATUM,
    scanner: instance.scanner ?? UNKNOWN_STRATUM,
    viewPosition: instance.viewPosition ?? UNKNOWN_STRATUM,
    portable: instance.portable === null ? UNKNOWN_STRATUM : String(instance.portable),
    patientSex: instance.patientSex ?? UNKNOWN_STRATUM,
    ageBand: ageBand(instance.patientAge),
    reportedBy: instance.reportedBy ?? UNKNOWN_STRATUM,
  };
}

/** Decades to 79, then `80+`; small old cohorts would point at people. */
export function ageBand(age: number | null): string {
  if (age === null) return UNKNOWN_STRATUM;
  if (age >= 80) return '80+';
  const decade = Math.floor(age / 10) * 10;
  return `${decade}–${decade + 9}`;
}
