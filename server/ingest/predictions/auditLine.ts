import type { ZoneMasks } from '@/server/audit/anatomyCoverage';
import { auditImage } from '@/server/audit/auditImage';
import { flagsOf } from '@/server/audit/flags';
import type { OutsideShares } from '@/server/audit/outsideShares';
import type { RegionLedger } from '@/server/audit/regionLedger';
import { ZONES } from '@/server/audit/zone';
import { clampLogit } from '@/server/rollup/fixedPoint';
import type { SentFinding } from './predictionLine';
import type { ExternalFinding } from './target';

/** Shares of one dilation; contributions are null unless the map is additive. */
type SentShares = Omit<OutsideShares, 'undefinedReason' | 'contributionInside' | 'contributionOutside'> & {
  contributionInside: number | null;
  contributionOutside: number | null;
};

/** What is stored of one finding of a prediction made elsewhere; fields that are left out are null. */
export type SentOutcome = Partial<SentShares> & {
  findingId: number;
  probability: number;
  logit: number;
  bias?: number;
  undilated?: SentShares;
  undefinedReason: string | null;
  ledger?: { bias: number; zones: Record<string, RegionLedger['zones']['heart'] | null> };
  flags: string[];
};

/** ln(p / (1 − p)) within ±16, for softmax too (DESIGN §5). @throws RangeError `probability: …` off 0–1 */
export function logitOf(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`probability: ${probability}`);
  return clampLogit(Math.log(probability) - Math.log1p(-probability));
}

type Sent = { finding: ExternalFinding; sent: SentFinding };

/**
 * The outcomes of one line's findings, in their order: `no_saliency` without a map; with one, the outside shares by the
 * masks that came with it (all of one size), `mask_missing` where the anatomy's did not.
 */
export function auditLine(findings: readonly Sent[], masks: ZoneMasks): SentOutcome[] {
  const mapped = findings.flatMap(({ finding, sent }) => {
    const map = auditable(finding, sent);
    return map === null ? [] : [map];
  });
  const [mask] = Object.values(masks);
  // Without masks the size of the image does not matter, since every zone is unknown.
  const size = mask ?? { height: 1, width: 1 };
  const audits = mapped.length === 0 ? [] : auditImage({ height: size.height, width: size.width, masks }, mapped);
  const byName = new Map(audits.map((audit) => [audit.name, audit]));
  return findings.map(({ finding, sent }) => {
    const scores = { findingId: finding.id, probability: sent.probability, logit: logitOf(sent.probability) };
    const audit = byName.get(finding.name);
    if (audit === undefined || sent.saliency === undefined)
      return { ...scores, undefinedReason: 'no_saliency', flags: [] };
    const { additive } = sent.saliency;
    const shares = audit.dilated === null ? null : sharesOf(audit.dilated, additive);
    const { threshold } = finding;
    const { outsideShare = null, areaOutside = null } = shares ?? {};
    return {
      ...scores,
      ...shares,
      ...(additive && { bias: audit.ledger.bias, ledger: ledgerOf(audit.ledger, masks) }),
      ...(audit.undilated !== null && { undilated: sharesOf(audit.undilated, additive) }),
      undefinedReason: audit.undefinedReason,
      flags: flagsOf({ probability: sent.probability, threshold, outsideShare, areaOutside }),
    };
  });
}

/**
 * A map as the core audits it. One that is not additive has no unit: it is scaled to a largest value of 1, since the
 * core's least evidence is in logits. The bias is what an additive map leaves of the logit.
 */
function auditable({ name, anatomy }: ExternalFinding, { probability, saliency }: SentFinding) {
  if (saliency === undefined) return null;
  const { height, width, additive } = saliency;
  const largest = saliency.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = additive || largest === 0 ? 1 : 1 / largest;
  const values = Float32Array.from(saliency.values, (value) => value * scale);
  const logit = logitOf(probability);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { name, anatomy, map: { height, width, values }, bias: logit - mean, logit };
}

function sharesOf({ undefinedReason: _, ...shares }: OutsideShares, additive: boolean): SentShares {
  return additive ? shares : { ...shares, contributionInside: null, contributionOutside: null };
}

/** Zones that were not sent are null: their pixels are counted in body-other. */
function ledgerOf({ bias, zones }: RegionLedger, masks: ZoneMasks): NonNullable<SentOutcome['ledger']> {
  const entries = ZONES.map((zone) => {
    const known = zone === 'body-other' || masks[zone] !== undefined;
    return [zone, known ? zones[zone] : null];
  });
  return { bias, zones: Object.fromEntries(entries) };
}
