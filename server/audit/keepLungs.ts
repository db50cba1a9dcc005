import { connectedComponents } from './connectedComponents';
import { MIN_LUNG_COMPONENT_SHARE } from './definition';
import { fillHoles } from './fillHoles';
import type { Mask } from './mask';

/**
 * A segmenter's raw lungs made clean: the two largest components (8-connectivity) of at least 0.5 % of the image,
 * holes filled. A mask that is clean already comes back unchanged. Nothing large enough gives an empty mask.
 * @throws RangeError `mask size: …`
 */
export function keepLungs(mask: Mask): Mask {
  const { labels, components } = connectedComponents(mask, 8);
  const kept = components
    .filter(({ area }) => area >= MIN_LUNG_COMPONENT_SHARE * mask.data.length)
    .sort((a, b) => b.area - a.area)
    .slice(0, 2)
    .map(({ label }) => label);
  const data = new Uint8Array(mask.data.length);
  for (let i = 0; i < data.length; i++) data[i] = kept.includes(labels[i] ?? 0) ? 1 : 0;
  return fillHoles({ ...mask, data });
}
