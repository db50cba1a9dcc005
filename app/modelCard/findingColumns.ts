import { findingName } from '@/app/matrix/findingName';
import { type Order, ordered, parseOrder, type SortValue } from '@/app/table/order';
import type { Column } from '@/app/table/tableHead';
import type { ModelVersionDetail } from '@/server/queries/models';
import type { OverviewFinding } from '@/server/queries/overview';

export const FINDING_COLUMNS: readonly Column[] = [
  { key: 'finding', name: 'Finding, anatomy', sort: 'up' },
  { key: 'baseline', name: 'Baseline', num: true, sort: 'down' },
  { key: 'n', name: 'n', num: true, sort: 'down' },
  { key: 'probability', name: 'Mean prob.', num: true, sort: 'down', definition: 'probability' },
  { key: 'auc', name: 'AUC (pooled)', num: true, sort: 'down', definition: 'auc' },
  { key: 'effect', name: 'Site effect, healthy', sort: 'down', definition: 'siteEffect' },
  { key: 'outside', name: 'Outside share', num: true, sort: 'down', definition: 'outsideShare' },
  { key: 'chance', name: 'Chance', num: true, definition: 'chance' },
  { key: 'undefined', name: 'Undef.', num: true, sort: 'down' },
];

const KEYS = ['finding', 'baseline', 'n', 'probability', 'auc', 'effect', 'outside', 'undefined'] as const;

export type FindingKey = (typeof KEYS)[number];

/** The order that a URL asks for; null: as the manifest lists them. */
export const findingOrder = (text: string | undefined): Order<FindingKey> | null => parseOrder(text, KEYS);

type Declared = ModelVersionDetail['findings'][number];

/** What a finding is sorted by; `effect` by the distance of its site effect from .5. */
const VALUES: Record<FindingKey, (declared: Declared, read: OverviewFinding | undefined) => SortValue> = {
  finding: ({ name }) => findingName(name),
  baseline: ({ baseline }) => baseline,
  n: (_, read) => read?.n ?? 0,
  probability: (_, read) => read?.meanProbability ?? null,
  auc: (_, read) => read?.auc.value ?? null,
  effect: (_, read) => {
    const value = read?.siteEffect.worst?.negatives.aucOfScore.value ?? null;
    return value === null ? null : Math.abs(value - 0.5);
  },
  outside: (_, read) => read?.outsideShare.mean ?? null,
  undefined: (_, read) => read?.outsideShare.undefined ?? null,
};

/** The findings that a version declares, in the order that is asked for; `read`: what is known of them, by name. */
export function orderedFindings(
  declared: Declared[],
  read: ReadonlyMap<string, OverviewFinding>,
  order: Order<FindingKey> | null,
): Declared[] {
  if (order === null) return declared;
  return ordered(declared, order.down, (finding) => VALUES[order.by](finding, read.get(finding.name)));
}
