import type { MeanGap } from '@/server/stats/meanGap';
import { emptyLine } from './emptyLine';
import type { EvidenceLine } from './evidenceLine';
import { gradeLine } from './gradeLine';
import type { PairedEffects } from './pairedEffects';
import { pOfInterval } from './pOfInterval';
import type { EvidenceThresholds } from './verdict';

type Strata = Pick<EvidenceLine, 'by' | 'stratum' | 'reference'>;

/** What an edit's line is made of; `mean` in logits, above 0 along the prevalence gradient. */
export type EditFigures = Omit<PairedEffects, 'effects'> & { n: number; mean: MeanGap; enough: boolean };

/** The line of an edit. `sd`: of the logit over all labelled cases. */
export function editLine(
  test: 'swap' | 'erase',
  strata: Strata,
  figures: EditFigures,
  sd: number | null,
  thresholds: EvidenceThresholds,
): EvidenceLine {
  const { n, mean, enough, flips, pairs } = figures;
  const line = { ...emptyEdit(test, strata), n, flips, pairs };
  if (sd === null || !(sd > 0)) return { ...line, reason: 'no_labels' };
  const [effect, low, high] = [mean.value / sd, inSd(mean.low, sd), inSd(mean.high, sd)];
  const told = low === null || high === null ? null : { value: effect, low, high };
  const p = enough && told !== null ? pOfInterval(told, 0) : null;
  const known = { ...line, effect, low, high, p, direction: directionOf(told), reason: enough ? null : FEW };
  return { ...known, grade: gradeLine(known, thresholds) };
}

const FEW = 'few_pairs' as const;
const inSd = (value: number | null, sd: number): number | null => (value === null ? null : value / sd);

function directionOf(told: { low: number; high: number } | null): EvidenceLine['direction'] {
  if (told === null || (told.low <= 0 && told.high >= 0)) return 'none';
  return told.low > 0 ? 'along' : 'against';
}

/** The line of an edit of which no pair counts. */
export const noEdits = (
  test: 'swap' | 'erase',
  strata: Strata,
  { pairs, flips }: Omit<PairedEffects, 'effects'>,
  reason: EvidenceLine['reason'],
): EvidenceLine => ({
  ...emptyEdit(test, strata),
  pairs,
  flips,
  reason: pairs.outOfDistribution > 0 ? FEW : reason,
  grade: pairs.outOfDistribution > 0 ? 'few' : null,
});

const emptyEdit = (test: 'swap' | 'erase', strata: Strata): EvidenceLine =>
  emptyLine({
    ...strata,
    id: `${test}:${strata.by}`,
    test,
    role: 'confirms',
    unit: 'sd',
    counted: 'pairs',
    null: 0,
  });
