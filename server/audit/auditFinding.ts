import type { AnatomyCoverage, AnatomyFault } from './anatomyCoverage';
import { type OutsideShares, outsideShares } from './outsideShares';
import { type RegionLedger, regionLedger } from './regionLedger';
import type { SaliencyMap } from './saliencyMap';

/** Why a finding's outside share is null. */
export type UndefinedReason = 'no_positive_evidence' | AnatomyFault;

export type FindingInput = {
  map: SaliencyMap;
  bias: number;
  logit: number;
  /** `zoneCoverage` of the image's partition, shared by all its findings. */
  zones: readonly Float64Array[];
  /** `anatomyCoverage` of the finding, shared by findings of the same anatomy. */
  anatomy: AnatomyCoverage | AnatomyFault;
};

/**
 * What the audit says of one finding on one image. Dilated shares are the headline; the two are stored side by side
 * and never mixed (SCIENCE §0a.15). Shares are null where the anatomy has no coverage; the ledger is always there.
 */
export type FindingAudit = {
  dilated: OutsideShares | null;
  undilated: OutsideShares | null;
  ledger: RegionLedger;
  undefinedReason: UndefinedReason | null;
};

/**
 * Audits one finding with an additive map.
 * @throws RangeError if the ledger does not balance or a size is wrong
 */
export function auditFinding({ map, bias, logit, zones, anatomy }: FindingInput): FindingAudit {
  const ledger = regionLedger({ map, coverage: zones, bias, logit });
  if (typeof anatomy === 'string') return { dilated: null, undilated: null, ledger, undefinedReason: anatomy };
  const dilated = outsideShares(map, anatomy.dilated);
  return {
    dilated,
    undilated: outsideShares(map, anatomy.undilated),
    ledger,
    undefinedReason: dilated.undefinedReason,
  };
}
