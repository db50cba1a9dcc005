import { LEDGER_TOLERANCE } from './definition';
import { checkSaliencyMap, type SaliencyMap } from './saliencyMap';
import { ZONES, type ZoneName } from './zone';

/**
 * One zone's account: `contribution` = ΣM·a/HW in logits, `positive` = ΣM⁺·a/HW and `negative` = ΣM⁻·a/HW, both at
 * least 0 (contribution = positive − negative), and `area`, the zone's share of the image.
 */
export type ZoneAccount = { contribution: number; positive: number; negative: number; area: number };

export type RegionLedger = { bias: number; zones: Record<ZoneName, ZoneAccount> };

export type RegionLedgerInput = {
  map: SaliencyMap;
  /** `zoneCoverage` of the partition on the map's grid. */
  coverage: readonly Float64Array[];
  bias: number;
  logit: number;
  /** Allowed |Σ contributions + bias − logit|, as a multiple of max(1, |logit|). */
  tolerance?: number;
};

/**
 * Where a logit comes from, zone by zone: the contributions of all zones + bias = the logit (SCIENCE §2.1). It
 * balances or it throws: an account that does not balance is no account.
 * @throws RangeError `ledger imbalance: …`, `ledger area: …`, `coverage: …`, `saliency map …`
 */
export function regionLedger({ map, coverage, bias, logit, tolerance }: RegionLedgerInput): RegionLedger {
  checkSaliencyMap(map);
  if (coverage.length !== ZONES.length) throw new RangeError(`coverage: ${coverage.length} zones`);
  const accounts = coverage.map((share) => zoneAccount(map, share));
  const zero: ZoneAccount = { contribution: 0, positive: 0, negative: 0, area: 0 };
  const account = (zone: ZoneName) => accounts[ZONES.indexOf(zone)] ?? zero;
  checkBalance(accounts, bias, logit, (tolerance ?? LEDGER_TOLERANCE) * Math.max(1, Math.abs(logit)));
  return {
    bias,
    zones: {
      marker: account('marker'),
      frame: account('frame'),
      'lung-left': account('lung-left'),
      'lung-right': account('lung-right'),
      heart: account('heart'),
      mediastinum: account('mediastinum'),
      abdomen: account('abdomen'),
      'body-other': account('body-other'),
      background: account('background'),
    },
  };
}

function zoneAccount({ values }: SaliencyMap, share: Float64Array): ZoneAccount {
  if (share.length !== values.length) throw new RangeError(`coverage: ${share.length} cells, map ${values.length}`);
  let positive = 0;
  let negative = 0;
  let area = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    const covered = share[i] ?? 0;
    if (value > 0) positive += value * covered;
    else negative -= value * covered;
    area += covered;
  }
  const cells = values.length;
  return {
    contribution: (positive - negative) / cells,
    positive: positive / cells,
    negative: negative / cells,
    area: area / cells,
  };
}

/** Written so that a NaN anywhere fails too. */
function checkBalance(accounts: readonly ZoneAccount[], bias: number, logit: number, tolerance: number) {
  const area = accounts.reduce((sum, account) => sum + account.area, 0);
  if (!(Math.abs(area - 1) <= LEDGER_TOLERANCE)) throw new RangeError(`ledger area: ${area}, not 1`);
  const total = accounts.reduce((sum, account) => sum + account.contribution, bias);
  if (!(Math.abs(total - logit) <= tolerance)) {
    throw new RangeError(`ledger imbalance: contributions + bias ${total}, logit ${logit}`);
  }
}
