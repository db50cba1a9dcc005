import type { ZoneMasks } from './anatomyCoverage';
import { connectedComponents } from './connectedComponents';
import { HEART_LIMITS, LUNG_PLACE, MASK_LIMITS } from './definition';
import { lungValidity } from './lungValidity';
import type { Mask } from './mask';
import { maskArea } from './maskArea';

/** What can be wrong with the masks of an image, in the order in which it is told. */
export const MASK_ISSUES = [
  'lung_missing',
  'lung_area',
  'lung_ratio',
  'lungs_swapped',
  'lung_position',
  'lung_pieces',
  'heart_area',
  'heart_position',
  'heart_pieces',
  'outside_body',
] as const;

export type MaskIssue = (typeof MASK_ISSUES)[number];

/** Of a mask: its share of the image, the share of its largest piece, and its centroid as shares of width and height. */
type Shape = { area: number; main: number; x: number; y: number };

/**
 * What is wrong with the masks of one image as they were delivered or found; empty when nothing is. An image with any
 * issue is in no share: a segmenter's failure must not become a claim about the classifier. Zones that are not there
 * are not judged, and neither is an empty heart, which makes the shares of the heart alone undefined.
 * @param masks all of one size; `lung-left` is the patient's, so it lies on the image's right
 * @throws RangeError `mask size: …`
 */
export function maskIssues(masks: ZoneMasks): MaskIssue[] {
  const { 'lung-left': left, 'lung-right': right, heart, background } = masks;
  const shapes = { left: shapeOf(left), right: shapeOf(right), heart: shapeOf(heart) };
  const found = new Set<MaskIssue>([
    ...lungAreaIssues(left, right),
    ...lungPlaceIssues(shapes.left, shapes.right),
    ...heartIssues(shapes.heart, shapes.left, shapes.right),
  ]);
  const organs = [left, right, heart].filter((mask) => mask !== undefined);
  if (background && organs.some((mask) => shareIn(mask, background) > MASK_LIMITS.maxOutsideBody))
    found.add('outside_body');
  return MASK_ISSUES.filter((issue) => found.has(issue));
}

function lungAreaIssues(left: Mask | undefined, right: Mask | undefined): MaskIssue[] {
  const fault = left && right ? lungValidity(left, right) : null;
  return fault === null ? [] : [fault.issue];
}

function lungPlaceIssues(left: Shape | null, right: Shape | null): MaskIssue[] {
  const issues: MaskIssue[] = [];
  const lungs = [left, right].filter((lung) => lung !== null);
  if (lungs.some(({ main }) => main < MASK_LIMITS.minMainPiece)) issues.push('lung_pieces');
  if (left === null || right === null) return issues;
  const isSwapped = left.x < right.x;
  if (isSwapped) issues.push('lungs_swapped');
  const middle = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
  const isPlaced =
    within(middle.x, LUNG_PLACE.x) && within(middle.y, LUNG_PLACE.y) && Math.abs(left.y - right.y) <= LUNG_PLACE.apart;
  if (!isPlaced) issues.push('lung_position');
  return issues;
}

/** The heart lies between the lungs' centroids from side to side, and at their height or lower. */
function heartIssues(heart: Shape | null, left: Shape | null, right: Shape | null): MaskIssue[] {
  if (heart === null) return [];
  const issues: MaskIssue[] = [];
  if (!within(heart.area, HEART_LIMITS.area)) issues.push('heart_area');
  if (heart.main < MASK_LIMITS.minMainPiece) issues.push('heart_pieces');
  if (left === null || right === null) return issues;
  const isBetween = heart.x > Math.min(left.x, right.x) && heart.x < Math.max(left.x, right.x);
  const isLevel = within(heart.y - (left.y + right.y) / 2, HEART_LIMITS.below);
  if (!isBetween || !isLevel) issues.push('heart_position');
  return issues;
}

const within = (value: number, [low, high]: readonly [number, number]): boolean => value >= low && value <= high;

/** Null for a mask that is not there or empty. */
function shapeOf(mask: Mask | undefined): Shape | null {
  const components = mask ? connectedComponents(mask, 8).components : [];
  if (!mask || components.length === 0) return null;
  const sum = (weight: (one: (typeof components)[number]) => number) =>
    components.reduce((total, one) => total + one.area * weight(one), 0);
  const area = sum(() => 1);
  return {
    area: area / mask.data.length,
    main: Math.max(...components.map((one) => one.area)) / area,
    x: (sum((one) => one.centroidX) / area + 0.5) / mask.width,
    y: (sum((one) => one.centroidY) / area + 0.5) / mask.height,
  };
}

function shareIn(mask: Mask, other: Mask): number {
  let both = 0;
  for (let i = 0; i < mask.data.length; i++) both += (mask.data[i] ?? 0) & (other.data[i] ?? 0);
  return both / Math.max(1, maskArea(mask));
}
