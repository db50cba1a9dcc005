import { connectedComponents } from './connectedComponents';
import { MIN_LUNG_COMPONENT_SHARE } from './definition';
import { fillHoles } from './fillHoles';
import type { Mask } from './mask';
import { paintComponents } from './paintComponents';

/**
 * A segmenter's raw lungs made clean: the two largest components (8-connectivity) of at least 0.5 % of the image,
 * holes filled. A mask that is clean already comes back unchanged. Nothing large enough gives an empty mask.
 * @throws RangeError `mask size: …`
 */
export function keepLungs(mask: Mask): Mask {
  const found = connectedComponents(mask, 8);
  const largest = found.components
    .filter(({ area }) => area >= MIN_LUNG_COMPONENT_SHARE * mask.data.length)
    .sort((a, b) => b.area - a.area)
    .slice(0, 2);
  const isKept = new Uint8Array(found.components.length + 1);
  for (const { label } of largest) isKept[label] = 1;
  return fillHoles(paintComponents(found, isKept));
}
