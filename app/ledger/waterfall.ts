import { ZONES, type ZoneName } from '@/server/audit/zone';
import type { ZoneEntry } from '@/server/queries/caseDetail';
import { roundToSum } from './roundToSum';

/** One step of the ledger: from where to where on the logit axis, and the number as printed. */
export type LedgerStep = { name: string; kind: 'bias' | 'zone' | 'logit'; from: number; to: number; printed: number };

export type Waterfall = {
  steps: LedgerStep[];
  low: number;
  high: number;
  /** What bias and zones sum to, minus the logit. */
  imbalance: number;
  balances: boolean;
  /** Zones for which no mask was delivered. */
  absent: ZoneName[];
};

type Ledger = { bias: number; zones: Record<ZoneName, ZoneEntry | null> };

/** Relative tolerance of "balances to the logit", as everywhere: 1e-3. */
const TOLERANCE = 1e-3;

/** The ledger as a waterfall: bias, zones from the largest gain to the largest loss, logit. Printed steps add up. */
export function waterfall(ledger: Ledger, logit: number): Waterfall {
  const zones = ZONES.flatMap((name) => {
    const entry = ledger.zones[name];
    return entry === null ? [] : [{ name, value: entry.contribution }];
  }).toSorted((a, b) => b.value - a.value);
  const values = [ledger.bias, ...zones.map((zone) => zone.value)];
  const printed = roundToSum(values, 3);
  const total = values.reduce((sum, value) => sum + value, 0);
  let at = ledger.bias;
  const steps: LedgerStep[] = zones.map(({ name, value }, i) => {
    const from = at;
    at += value;
    return { name, kind: 'zone', from, to: at, printed: printed[i + 1] ?? value };
  });
  steps.unshift({ name: 'bias', kind: 'bias', from: ledger.bias, to: ledger.bias, printed: printed[0] ?? ledger.bias });
  steps.push({ name: 'logit', kind: 'logit', from: logit, to: logit, printed: logit });
  const ends = steps.flatMap(({ from, to }) => [from, to]);
  const imbalance = total - logit;
  return {
    steps,
    low: Math.min(...ends),
    high: Math.max(...ends),
    imbalance,
    balances: Math.abs(imbalance) <= TOLERANCE * Math.max(1, Math.abs(logit)),
    absent: ZONES.filter((name) => ledger.zones[name] === null),
  };
}
