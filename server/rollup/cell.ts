import { STRATIFIERS, type Stratifier, UNKNOWN_STRATUM } from '@/server/cohort/cohortFilter';
import { toFixedPoint } from './fixedPoint';

/** The summed columns of a rollup cell, in the order in which they are written. */
export const MEASURES = [
  'n',
  'positives',
  'negatives',
  'flagged',
  'sumProbability',
  'outsideN',
  'sumOutside',
  'sumOutsideSquared',
  'sumAreaOutside',
  'undefinedNoEvidence',
  'undefinedMaskMissing',
  'undefinedMaskInvalid',
  'undefinedNoSaliency',
] as const;

export type Measure = (typeof MEASURES)[number];
export type Measures = Record<Measure, bigint>;

/** One finding of one prediction, as far as rollups need it. `probability` and shares on 0–1. */
export type Countable = {
  findingId: number;
  probability: number;
  outsideShare: number | null;
  areaOutside: number | null;
  undefinedReason: string | null;
  flags: string[];
  truth: 0 | 1 | null;
};

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

/** A change to one cell. `start` is the hour (UTC) of the acquisition, else of the arrival. */
export type CellDelta = {
  findingId: number;
  by: Stratifier;
  stratum: string;
  site: string;
  start: Date;
  measures: Measures;
};

/** The stratum of an instance for each stratifier; what is not known is the stratum `unknown`. */
export function strataOf(instance: Acquisition): Record<Stratifier, string> {
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

/** What one result adds to its cells: one cell per stratifier. */
export function cellsOf(result: Countable, instance: Acquisition): CellDelta[] {
  return spread(result.findingId, measuresOf(result), instance);
}

/** What a new or changed truth adds: the difference of labels alone. */
export function truthCells(
  findingId: number,
  before: 0 | 1 | null,
  after: 0 | 1 | null,
  instance: Acquisition,
): CellDelta[] {
  const measures = zeroMeasures();
  measures.positives = BigInt(Number(after === 1) - Number(before === 1));
  measures.negatives = BigInt(Number(after === 0) - Number(before === 0));
  return spread(findingId, measures, instance);
}

function spread(findingId: number, measures: Measures, instance: Acquisition): CellDelta[] {
  const strata = strataOf(instance);
  const start = hourOf(instance.acquiredAt ?? instance.receivedAt);
  return STRATIFIERS.map((by) => ({ findingId, by, stratum: strata[by], site: instance.site, start, measures }));
}

function measuresOf(result: Countable): Measures {
  const measures = zeroMeasures();
  measures.n = 1n;
  measures.positives = result.truth === 1 ? 1n : 0n;
  measures.negatives = result.truth === 0 ? 1n : 0n;
  measures.flagged = result.flags.length > 0 ? 1n : 0n;
  measures.sumProbability = toFixedPoint(result.probability);
  if (result.outsideShare !== null && result.areaOutside !== null) {
    measures.outsideN = 1n;
    measures.sumOutside = toFixedPoint(result.outsideShare);
    measures.sumOutsideSquared = toFixedPoint(result.outsideShare ** 2);
    measures.sumAreaOutside = toFixedPoint(result.areaOutside);
  } else {
    measures[undefinedMeasure(result.undefinedReason)] = 1n;
  }
  return measures;
}

function undefinedMeasure(reason: string | null): Measure {
  if (reason === 'no_positive_evidence') return 'undefinedNoEvidence';
  if (reason === 'mask_missing') return 'undefinedMaskMissing';
  if (reason === 'mask_invalid') return 'undefinedMaskInvalid';
  if (reason === 'no_saliency') return 'undefinedNoSaliency';
  throw new RangeError(`outside share is null without a known reason: ${reason}`);
}

export function zeroMeasures(): Measures {
  return {
    n: 0n,
    positives: 0n,
    negatives: 0n,
    flagged: 0n,
    sumProbability: 0n,
    outsideN: 0n,
    sumOutside: 0n,
    sumOutsideSquared: 0n,
    sumAreaOutside: 0n,
    undefinedNoEvidence: 0n,
    undefinedMaskMissing: 0n,
    undefinedMaskInvalid: 0n,
    undefinedNoSaliency: 0n,
  };
}

function hourOf(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 3_600_000) * 3_600_000);
}
