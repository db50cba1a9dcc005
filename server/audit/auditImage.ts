import { type AnatomyCoverage, type AnatomyFault, anatomyCoverage, type ZoneMasks } from './anatomyCoverage';
import { auditFinding, type FindingAudit } from './auditFinding';
import { type MaskIssue, maskIssues } from './maskQuality';
import { partitionZones } from './partitionZones';
import type { SaliencyMap } from './saliencyMap';
import type { AnatomyZone } from './zone';
import { zoneCoverage } from './zoneCoverage';

/** One finding of the image: its map on the model's grid, in logits, and the anatomy it may be read from. */
export type AuditedFinding = {
  name: string;
  map: SaliencyMap;
  bias: number;
  logit: number;
  anatomy: readonly AnatomyZone[];
};

/** The zone masks of the image, all height × width. `issues`: `maskIssues` of them, if they are at hand already. */
export type AuditedImage = { height: number; width: number; masks: ZoneMasks; issues?: readonly MaskIssue[] };

/**
 * Audits all findings of one image, in their order. The partition is pooled once per grid and each anatomy dilated
 * once, since most findings share one: fourteen findings cost little more than one. Masks with an issue leave every
 * share of the image undefined, `mask_invalid`.
 * @throws RangeError as `partitionZones`, `anatomyCoverage` and `auditFinding`
 */
export function auditImage(
  { height, width, masks, issues = maskIssues(masks) }: AuditedImage,
  findings: readonly AuditedFinding[],
): (FindingAudit & { name: string })[] {
  const partition = partitionZones(height, width, masks);
  const coverages = new Map<string, AnatomyCoverage | AnatomyFault>();
  const partitions = new Map<string, Float64Array[]>();
  return findings.map(({ name, map, bias, logit, anatomy }) => {
    const grid = `${map.height}x${map.width}`;
    const key = `${grid}:${[...new Set(anatomy)].sort().join()}`;
    const zones = partitions.get(grid) ?? zoneCoverage(partition, height, width, map.height, map.width);
    const coverage = coverages.get(key) ?? judged(anatomyCoverage(masks, anatomy, map.height, map.width), issues);
    partitions.set(grid, zones);
    coverages.set(key, coverage);
    return { name, ...auditFinding({ map, bias, logit, zones, anatomy: coverage }) };
  });
}

/** A missing mask stays missing: that is what to mend first. */
function judged(
  coverage: AnatomyCoverage | AnatomyFault,
  issues: readonly MaskIssue[],
): AnatomyCoverage | AnatomyFault {
  return issues.length > 0 && coverage !== 'mask_missing' ? 'mask_invalid' : coverage;
}
