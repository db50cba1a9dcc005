import type { ForestAxis, ForestRow } from '@/app/chart/forestPlot';
import { findingPath } from '@/app/finding/findingQuery';
import { count } from '@/app/format/number';
import { findingName } from '@/app/matrix/findingName';
import { aucChange, aucThree, changeEnds } from '@/app/strata/aucThree';
import type { PairedVersions } from '@/server/analysis/kinds';

type Paired = PairedVersions['findings'][number];

/** Below this adjusted p a difference is called one. */
const LEVEL = 0.05;

/** What the paired test says of a finding, in a word. */
export function differenceWord({ auc: { difference } }: Paired): 'better' | 'worse' | 'no clear difference' | null {
  if (difference === null || difference.adjustedP === null) return null;
  if (difference.adjustedP >= LEVEL) return 'no clear difference';
  return difference.value > 0 ? 'better' : 'worse';
}

/** "p <.001", "p .03", "p .62": adjusted. */
export function pText(p: number): string {
  if (p < 0.001) return 'p <.001';
  if (p > 0.995) return 'p >.99';
  return `p ${(p < 0.1 ? p.toFixed(3) : p.toFixed(2)).slice(1)}`;
}

/** Differences of AUC as rows of a forest plot, the largest gain first, those without labels last. */
export function differenceRows(model: string, { findings }: PairedVersions): ForestRow[] {
  return findings
    .toSorted((a, b) => (b.auc.difference?.value ?? -2) - (a.auc.difference?.value ?? -2))
    .map((paired) => {
      const { finding, positives, negatives, auc } = paired;
      const { difference } = auc;
      const word = differenceWord(paired);
      return {
        key: finding,
        name: findingName(finding),
        href: findingPath(model, finding),
        under:
          auc.model === null || auc.other === null ? undefined : `${aucThree(auc.model)} vs ${aucThree(auc.other)}`,
        ...{ value: difference?.value ?? null, low: difference?.low ?? null, high: difference?.high ?? null },
        text: difference === null ? null : aucChange(difference.value),
        interval: difference === null ? null : changeEnds(difference.low, difference.high),
        missing: positives + negatives === 0 ? 'no labels' : 'too few labels',
        n: `${count(positives)} / ${count(negatives)}`,
        word:
          word === null ? null : (
            <>
              {word}
              {difference?.adjustedP != null && <span className="under">{pText(difference.adjustedP)}</span>}
            </>
          ),
        tone: word === 'better' || word === 'worse' ? 'plain' : 'few',
      };
    });
}

/** An axis about 0 that holds every interval, the same length to either side. */
export function differenceAxis(rows: readonly ForestRow[]): ForestAxis {
  const furthest = Math.max(0, ...rows.flatMap(({ low, high }) => [Math.abs(low ?? 0), Math.abs(high ?? 0)]));
  const end = [0.02, 0.05, 0.1, 0.2, 0.5, 1].find((limit) => limit >= furthest) ?? 1;
  const text = (at: number): string => (at === 0 ? '0' : aucChange(at).replace(/0+$/, ''));
  return {
    name: 'difference of AUC',
    ...{ from: -end, to: end, none: 0 },
    ticks: [-end, 0, end].map((at) => ({ at, text: text(at) })),
  };
}
