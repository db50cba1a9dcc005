import { componentsOfRuns } from './connectedComponents';
import { touchBorder } from './floodFromBorder';
import type { Mask } from './mask';
import { maskRuns } from './maskRuns';
import { paintComponents } from './paintComponents';

/**
 * The mask with its holes filled: background that cannot reach the image's border through shared edges becomes mask.
 * @throws RangeError `mask size: …`
 */
export function fillHoles(mask: Mask): Mask {
  const outside = componentsOfRuns(maskRuns(mask, 0), 4);
  const isHole = touchBorder(outside).map((touches) => 1 - touches);
  return paintComponents(outside, isHole, mask.data.slice());
}
