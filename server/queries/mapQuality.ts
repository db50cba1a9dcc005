import { readAnalysis } from '@/server/analysis/ask';
import type { AnalysisState } from '@/server/analysis/kinds';
import type { CheckFigures, MapFaultsAnswer, RepeatabilityAnswer } from '@/server/analysis/mapQualityAnswers';
import { findSubject } from '@/server/analysis/subject';
import { type Db, db as processDb } from '@/server/db/client';
import { CHECK_VERSION } from '@/server/saliency/checkVersion';
import { METHODS, type SaliencyMethodName } from '@/server/saliency/saliencyMethod';
import { type Proportion, wilsonInterval } from '@/server/stats/wilsonInterval';
import { cellFilter } from './cellFilter';
import { addCells, NO_CELLS } from './cellSums';
import { checkFigures } from './checkFigures';
import { offeredMethods } from './offeredMethods';
import { outsideSummary } from './outsideSummary';
import { readSiteSums } from './siteSums';

export type MethodQuality = {
  method: SaliencyMethodName;
  label: string;
  isExploratory: boolean;
  state: 'passed' | 'failed' | 'undecided' | 'not-checked';
  /** One sentence. */
  reason: string;
  checkedAt: string | null;
  figures: CheckFigures | null;
  repeated: RepeatabilityAnswer['methods'][number] | null;
};

/**
 * A share of maps that are not sound, or have no outside share. `reason`: a fault of the map (`blank`, `flat`,
 * `not-finite`, `all-negative`, `inverted`) or why its share is undefined. `examples`: ids of instances.
 */
export type QualityRate = { reason: string; finding: string; share: Proportion | null; examples: string[] };

export type MapQuality = {
  model: string;
  versionId: string;
  asOf: string;
  definitionVersion: string;
  /** Methods that were checked or read again, and those that can be; in the order of METHODS. */
  methods: MethodQuality[];
  rates: {
    /** Predictions whose maps were looked through, of all; 0 until they were. */
    maps: number;
    of: number;
    asOf: string | null;
    rows: QualityRate[];
    months: MapFaultsAnswer['months'];
  };
};

/** The three questions, as they stand; null for one that nobody asked. */
export type MapQualityAnalyses = {
  check: AnalysisState<'map-check'> | null;
  repeatability: AnalysisState<'map-repeatability'> | null;
  faults: AnalysisState<'map-faults'> | null;
};

/** Where the questions behind a version's map quality stand. @throws AppError not-found */
export async function readMapQualityAnalyses(model: string, db: Db = processDb()): Promise<MapQualityAnalyses> {
  const [check, repeatability, faults] = await Promise.all([
    readAnalysis('map-check', { model }, db),
    readAnalysis('map-repeatability', { model }, db),
    readAnalysis('map-faults', { model }, db),
  ]);
  return { check, repeatability, faults };
}

/** What is known of the maps of a version: grades of its methods, repeatability, rates. @throws AppError not-found */
export async function getMapQuality(model: string, db: Db = processDb()): Promise<MapQuality> {
  const subject = await findSubject(db, model);
  const { check, repeatability, faults } = await readMapQualityAnalyses(subject.model, db);
  const reasons = new Map(check?.result?.left.map((one) => [one.method, one.reason]));
  const methods = await methodsOf(db, subject.versionId, repeatability?.result ?? null);
  const found = faults?.result ?? null;
  return {
    ...{ model: subject.model, versionId: subject.versionId },
    ...{ asOf: new Date().toISOString(), definitionVersion: CHECK_VERSION },
    methods: methods.filter(({ method }) => !reasons.has(method)),
    rates: {
      ...{ maps: found?.predictions ?? 0, of: found?.of ?? 0, asOf: faults?.asOf ?? null },
      rows: [...faultRates(found), ...(await undefinedRates(subject.model, subject.findings))],
      months: found?.months ?? [],
    },
  };
}

async function methodsOf(
  db: Db,
  versionId: string,
  repeatability: RepeatabilityAnswer | null,
): Promise<MethodQuality[]> {
  const [grades, rows] = await Promise.all([
    offeredMethods(versionId, db),
    db.methodCheck.findMany({ where: { versionId, definitionVersion: CHECK_VERSION } }),
  ]);
  return Object.values(METHODS).map(({ name, label, isExploratory }) => {
    const grade = grades.get(name);
    const row = rows.find(({ method }) => method === name);
    return {
      ...{ method: name, label, isExploratory },
      state: grade?.grade ?? 'not-checked',
      reason: grade?.reason ?? 'Not yet checked.',
      checkedAt: row?.checkedAt.toISOString() ?? null,
      figures: row === undefined ? null : checkFigures.parse(row.figures),
      repeated: repeatability?.methods.find(({ method }) => method === name) ?? null,
    };
  });
}

const FAULTS = ['blank', 'flat', 'not-finite', 'all-negative', 'inverted'] as const;

/** Faults that only a predicted positive can have are a share of those. */
function faultRates(answer: MapFaultsAnswer | null): QualityRate[] {
  return FAULTS.flatMap((reason) =>
    (answer?.findings ?? []).map(({ finding, maps, positives, faults, examples }) => {
      const of = reason === 'all-negative' || reason === 'inverted' ? positives : maps;
      return { reason, finding, share: wilsonInterval(faults[reason], of), examples: examples[reason] ?? [] };
    }),
  );
}

/** From the rollups: all results that there are, whether their maps are stored or not. */
async function undefinedRates(
  model: string,
  findings: readonly { id: number; name: string }[],
): Promise<QualityRate[]> {
  const sums = await readSiteSums(cellFilter({ model }, null).where);
  const known = findings.map(({ id, name }) => ({ name, sum: (sums.get(id) ?? []).reduce(addCells, NO_CELLS) }));
  const reasons = ['no_positive_evidence', 'mask_missing', 'mask_invalid', 'no_saliency'];
  return reasons.flatMap((reason) =>
    known.map(({ name, sum }) => {
      const n = outsideSummary(sum).undefinedReasons[reason] ?? 0;
      return { reason, finding: name, share: wilsonInterval(n, sum.n), examples: [] };
    }),
  );
}
