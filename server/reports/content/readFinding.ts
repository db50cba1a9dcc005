import { lineWords, REASON_WORDS, standing } from '@/app/evidence/lineWords';
import { verdictWords } from '@/app/evidence/verdictWords';
import type { EvidenceLine } from '@/server/evidence/evidenceLine';
import { type EvidenceThresholds, VERDICT_WORDS } from '@/server/evidence/verdict';
import type { FindingEvidence } from '@/server/queries/evidence';
import { getStatistics } from '@/server/queries/statistics';
import { type Estimate, estimateOf, NO_ESTIMATE } from './estimate';
import {
  type FindingContent,
  type LineContent,
  REPORT_STRATA,
  type ReportStrata,
  type StratumContent,
} from './findingContent';
import { strataContentOf, stratumContentOf, told } from './suppress';

export type ReadFinding = {
  /** `name@version`. */
  model: string;
  /** Half open, whole hours; left out: the whole time. */
  period: { from?: string; to?: string };
  finding: { name: string; anatomy: string[]; threshold: number | null; baseline: number };
  evidence: FindingEvidence;
  thresholds: EvidenceThresholds;
  /** The version's file is here to run. */
  canEdit: boolean;
};

/** One finding of one version as a report tells it. */
export async function readFinding(asked: ReadFinding): Promise<FindingContent> {
  const { model, period, finding, evidence, thresholds, canEdit } = asked;
  const filter = { model, finding: finding.name, ...period };
  const bySite = await getStatistics(filter, REPORT_STRATA.sites);
  const total = stratumContentOf(null, bySite.total);
  const strata = async (key: ReportStrata): Promise<StratumContent[]> => {
    const by = REPORT_STRATA[key];
    const all = key === 'sites' ? bySite.strata : (await getStatistics(filter, by)).strata;
    return strataContentOf(all.map((figures) => ({ stratum: figures.stratum[by] ?? '', figures })));
  };
  const [sites = [], views = [], sexes = [], ages = []] = total.suppressed
    ? []
    : await Promise.all([strata('sites'), strata('views'), strata('sexes'), strata('ages')]);
  const auc = total.suppressed ? null : bySite.auc;
  return {
    ...{ finding: finding.name, anatomy: finding.anatomy, threshold: finding.threshold, baseline: finding.baseline },
    ...{ total, sites, views, sexes, ages: ages.toSorted(byAge) },
    adjusted: auc === null ? NO_ESTIMATE : estimateOf(auc.adjusted),
    lift: auc === null ? NO_ESTIMATE : estimateOf(auc.lift),
    prevalenceOnly: auc?.prevalenceOnly ?? null,
    verdict: verdictOf(evidence, thresholds, canEdit),
    lines: evidence.lines.map((line) => lineOf(line, finding.name, thresholds)),
  };
}

/** Bands in order, the youngest first; "unknown" comes after all numbers. */
const byAge = (a: StratumContent, b: StratumContent): number =>
  (a.stratum ?? '').localeCompare(b.stratum ?? '', 'en', { numeric: true });

function verdictOf(
  { finding, verdict, lines, reasons }: FindingEvidence,
  thresholds: EvidenceThresholds,
  canEdit: boolean,
): FindingContent['verdict'] {
  const words = verdictWords({ finding, verdict, lines, thresholds, canEdit });
  // Sentences that would count a few cases: how many there are so far of those that a verdict or an edit needs.
  const countsFew = reasons.some(({ code, line }) => code === 'edits_few' && told(nOf(lines, line)) === null);
  const grounds = verdict.grade === 'few' ? words.grounds.slice(0, 1) : words.grounds;
  return {
    ...{ grade: verdict.grade, word: VERDICT_WORDS[verdict.grade], headline: words.headline },
    grounds: countsFew ? grounds.slice(0, -1) : grounds,
    notLocalisable: verdict.notLocalisable,
  };
}

const nOf = (lines: readonly EvidenceLine[], id: string | null): number => lines.find((one) => one.id === id)?.n ?? 0;

function lineOf(line: EvidenceLine, finding: string, thresholds: EvidenceThresholds): LineContent {
  const few = told(line.n) === null;
  const effect: Estimate = few ? NO_ESTIMATE : { value: line.effect, low: line.low, high: line.high };
  const why = few ? REASON_WORDS.few_cases : line.reason === null ? null : REASON_WORDS[line.reason];
  return {
    ...{ id: line.id, role: line.role, ...lineWords(line, finding), unit: line.unit, effect, none: line.null },
    ...{ n: told(line.n), counted: line.counted, q: few ? null : line.q, grade: few ? 'few' : line.grade },
    standing: (few ? null : standing(line, thresholds)) ?? why,
  };
}
