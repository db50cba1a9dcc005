import { dilateByHalfCell } from './dilateByHalfCell';
import { lungValidity } from './lungValidity';
import type { Mask } from './mask';
import { poolToGrid } from './poolToGrid';
import { uniteMasks } from './uniteMasks';
import type { AnatomyZone, ZoneName } from './zone';

/** The masks of one image as they were delivered, before zone priority; all of one size. */
export type ZoneMasks = Partial<Record<ZoneName, Mask>>;

/** The share of each cell that the anatomy covers, Float64Array [gridHeight, gridWidth]. */
export type AnatomyCoverage = { dilated: Float64Array; undilated: Float64Array };

/** Why an anatomy has no coverage. */
export type AnatomyFault = 'mask_missing' | 'mask_invalid';

/**
 * The anatomy of a finding on the map's grid: its masks as delivered, united, then with and without dilation by half
 * a cell, pooled by area (DESIGN §2). `mask_missing` if a zone was not delivered; `mask_invalid` if one is empty or
 * the lungs are implausible. A segmenter that looked for a zone and found nothing delivers an empty mask, so that its
 * failure is counted as such. All findings of an image with the same anatomy can share one result.
 * @throws RangeError `anatomy: none`, `mask size: …`, `grid size: …`
 */
export function anatomyCoverage(
  masks: ZoneMasks,
  anatomy: readonly AnatomyZone[],
  gridHeight: number,
  gridWidth: number,
): AnatomyCoverage | AnatomyFault {
  if (anatomy.length === 0) throw new RangeError('anatomy: none');
  const zones = anatomyZones(anatomy);
  const delivered = zones.flatMap((zone) => masks[zone] ?? []);
  if (delivered.length < zones.length) return 'mask_missing';
  if (delivered.some(({ data }) => !data.includes(1))) return 'mask_invalid';
  const { 'lung-left': left, 'lung-right': right } = masks;
  const usesLungs = zones.includes('lung-left') || zones.includes('lung-right');
  if (usesLungs && left && right && lungValidity(left, right)) return 'mask_invalid';
  const united = uniteMasks(delivered);
  return {
    dilated: poolToGrid(dilateByHalfCell(united, gridHeight, gridWidth), gridHeight, gridWidth),
    undilated: poolToGrid(united, gridHeight, gridWidth),
  };
}

/** The zones an anatomy names, each once, `lungs` as both. */
function anatomyZones(anatomy: readonly AnatomyZone[]): ZoneName[] {
  const zones = anatomy.flatMap((zone): ZoneName[] => (zone === 'lungs' ? ['lung-left', 'lung-right'] : [zone]));
  return [...new Set(zones)];
}
