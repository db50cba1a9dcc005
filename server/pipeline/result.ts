import type { FindingAudit } from '@/server/audit/auditFinding';
import { type AuditedFinding, auditImage } from '@/server/audit/auditImage';
import { flagsOf } from '@/server/audit/flags';
import { type MaskIssue, maskIssues } from '@/server/audit/maskQuality';
import { PRIOR } from '@/server/audit/maskSource';
import type { OutsideShares } from '@/server/audit/outsideShares';
import type { RegionLedger } from '@/server/audit/regionLedger';
import { type AnatomyZone, ZONES, type ZoneName } from '@/server/audit/zone';
import type { Classification } from '@/server/inference/classifier';
import type { Zones } from './zonesOf';

/** A finding as registered, with its row id. `channel`: its place in the model's output. */
export type RegisteredFinding = {
  id: number;
  name: string;
  channel: number;
  baseline: number;
  threshold: number | null;
  anatomy: AnatomyZone[];
};

/** Shares of one dilation as they are stored; all null when undefined. */
export type StoredShares = Omit<
  OutsideShares,
  'undefinedReason' | 'areaOutside' | 'contributionInside' | 'contributionOutside'
> & {
  areaOutside: number | null;
  contributionInside: number | null;
  contributionOutside: number | null;
};

/** Zones that were not delivered are null: their pixels are counted in body-other. */
export type StoredLedger = { bias: number; zones: Record<ZoneName, RegionLedger['zones'][ZoneName] | null> };

/** What is stored of one finding of one prediction. */
export type FindingOutcome = StoredShares & {
  findingId: number;
  probability: number;
  logit: number;
  bias: number | null;
  /** With `dilated` beside them where the anatomy is the average one: such shares are shown and never counted. */
  undilated: (StoredShares & { dilated?: StoredShares }) | null;
  undefinedReason: string | null;
  ledger: StoredLedger | null;
  flags: string[];
};

const NO_SHARES: StoredShares = {
  outsideShare: null,
  negativeOutsideShare: null,
  areaOutside: null,
  enrichment: null,
  contributionInside: null,
  contributionOutside: null,
};

/**
 * Joins a classification with the image's zones: shares, ledger and flags of every finding of the model. By the average
 * anatomy (`prior`) the headline is null with `mask_prior`, and what would stand there is kept in `undilated.dilated`.
 */
export function outcomesOf(
  findings: RegisteredFinding[],
  classified: Classification,
  zones: Zones,
  { maskSource = '', issues = maskIssues(zones.masks) }: { maskSource?: string; issues?: readonly MaskIssue[] } = {},
): FindingOutcome[] {
  const { cams, bias } = classified;
  if (cams === null || bias === null) {
    return findings.map((finding) => ({
      ...scoresOf(finding, classified),
      ...NO_SHARES,
      bias: null,
      undilated: null,
      undefinedReason: 'no_saliency',
      ledger: null,
      flags: [],
    }));
  }
  const cells = cams.height * cams.width;
  const audited = findings.map((finding): AuditedFinding => {
    const values = cams.values.subarray(finding.channel * cells, (finding.channel + 1) * cells);
    return {
      name: finding.name,
      map: { height: cams.height, width: cams.width, values },
      bias: at(bias, finding.channel),
      logit: at(classified.logits, finding.channel),
      anatomy: finding.anatomy,
    };
  });
  return auditImage({ ...zones, issues }, audited).map((audit, index) => {
    const finding = findings[index];
    if (finding === undefined) throw new RangeError(`audited findings: ${index}`);
    const scores = scoresOf(finding, classified);
    const stored = storedShares(audit, maskSource);
    const { undilated: _, undefinedReason: __, ...shares } = stored;
    return {
      ...scores,
      ...stored,
      bias: audit.ledger.bias,
      ledger: storedLedger(audit.ledger, zones),
      flags: flagsOf({ ...scores, ...shares, threshold: finding.threshold }),
    };
  });
}

function scoresOf(finding: RegisteredFinding, classified: Classification) {
  return {
    findingId: finding.id,
    probability: at(classified.probabilities, finding.channel),
    logit: at(classified.logits, finding.channel),
  };
}

/** Both dilations of a finding's shares, and why the headline is not defined. */
function storedShares({ dilated, undilated, undefinedReason }: FindingAudit, maskSource: string) {
  const delivered = undilated === null ? null : sharesOf(undilated);
  if (maskSource !== PRIOR || delivered === null) {
    return { ...sharesOf(dilated), undilated: delivered, undefinedReason };
  }
  return { ...NO_SHARES, undilated: { ...delivered, dilated: sharesOf(dilated) }, undefinedReason: 'mask_prior' };
}

function sharesOf(shares: OutsideShares | null): StoredShares {
  if (shares === null) return NO_SHARES;
  const { undefinedReason: _, ...stored } = shares;
  return stored;
}

function storedLedger(ledger: RegionLedger, zones: Zones): StoredLedger {
  const entries = ZONES.map((zone) => {
    const known = zone === 'body-other' || zones.masks[zone] !== undefined;
    return [zone, known ? ledger.zones[zone] : null];
  });
  return { bias: ledger.bias, zones: Object.fromEntries(entries) };
}

function at(values: Float32Array, index: number): number {
  const value = values[index];
  if (value === undefined || !Number.isFinite(value)) throw new RangeError(`model output ${index}: ${value}`);
  return value;
}
