import { pairedAucTest } from '@/server/stats/pairedAucTest';
import { studentMeanInterval } from '@/server/stats/studentMeanInterval';
import { changeOf, counts, editedCases } from './editedCases';
import { emptyLine } from './emptyLine';
import type { EditPair, EvidenceInput } from './evidenceInput';
import type { EvidenceLine } from './evidenceLine';
import { byPatient, flips } from './pairedEffects';
import { pOfInterval } from './pOfInterval';
import type { EvidenceThresholds } from './verdict';

/** Positives, and negatives, from which an AUC is told at all. */
const MIN_TOLD = 10;

/**
 * AUC after the marker was erased less that before, over the labelled cases that were edited, of each patient the first:
 * what the marker costs or gives (paired DeLong). It shows harm and explains: an honest cue may raise it too.
 */
export function gainLine(input: EvidenceInput, { minPositives }: EvidenceThresholds): EvidenceLine {
  const line = emptyLine({
    id: 'gain',
    test: 'gain',
    role: 'explains',
    unit: 'auc-difference',
    counted: 'cases',
    null: 0,
  });
  const erased = input.edits.filter(({ kind, truth }) => kind === 'marker-erase' && truth !== null);
  const pairs = oncePerPatient(erased.filter(counts));
  const truths = pairs.map(({ truth }) => truth ?? 0);
  const positives = truths.filter((truth) => truth === 1).length;
  const known = { ...line, n: pairs.length, pairs: countsOf(erased), flips: flipsOf(pairs, input.threshold) };
  if (pairs.length === 0) return { ...known, reason: 'no_edits' };
  if (Math.min(positives, pairs.length - positives) < MIN_TOLD) return { ...known, reason: 'few_cases' };
  const before = pairs.map((pair) => pair.before);
  const after = pairs.map((pair) => pair.before + changeOf(pair));
  const gain = pairedAucTest(after, before, truths);
  return {
    ...known,
    effect: gain?.value ?? null,
    low: gain?.low ?? null,
    high: gain?.high ?? null,
    p: gain?.p ?? null,
    reason: positives < minPositives ? 'few_cases' : null,
  };
}

/** How the score moves when the frame is erased, in standard deviations; it moved faithful models too, so it never decides. */
export function frameLine(input: EvidenceInput, { minPairs }: EvidenceThresholds): EvidenceLine {
  const line = emptyLine({ id: 'frame', test: 'frame', role: 'explains', unit: 'sd', counted: 'pairs', null: 0 });
  const erased = input.edits.filter(({ kind, truth }) => kind === 'frame-erase' && truth === 0);
  const pairs = erased.filter((pair) => pair.outcome === 'edited' && counts(pair));
  const known = { ...line, n: pairs.length, pairs: countsOf(erased), flips: flipsOf(pairs, input.threshold) };
  if (pairs.length === 0) return { ...known, reason: 'no_edits' };
  const { sd } = input;
  if (sd === null || !(sd > 0)) return { ...known, reason: 'no_labels' };
  const mean = studentMeanInterval(
    byPatient(pairs.map((pair) => ({ patient: pair.patient, value: changeOf(pair) / sd }))),
  );
  const { value, low, high } = mean;
  const p = low === null || high === null ? null : pOfInterval({ value, low, high }, 0);
  return { ...known, effect: value, low, high, p, reason: pairs.length < minPairs ? 'few_pairs' : null };
}

/** The edited cases of a finding by case id, of each patient the first. */
function oncePerPatient(pairs: readonly EditPair[]): EditPair[] {
  const seen = new Map<string, EditPair>();
  for (const { first } of editedCases(pairs)) if (!seen.has(first.patient)) seen.set(first.patient, first);
  return [...seen.values()];
}

const countsOf = (pairs: readonly EditPair[]): EvidenceLine['pairs'] => ({
  nothingToEdit: pairs.filter(({ outcome }) => outcome === 'nothing-to-edit').length,
  outOfDistribution: pairs.filter((pair) => !counts(pair)).length,
});

function flipsOf(pairs: readonly EditPair[], threshold: number | null): EvidenceLine['flips'] {
  if (threshold === null) return null;
  return { n: pairs.filter((pair) => flips(pair, threshold)).length, of: pairs.length };
}
