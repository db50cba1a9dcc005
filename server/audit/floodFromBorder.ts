import { type Components, connectedComponents } from './connectedComponents';
import type { Mask } from './mask';
import { paintComponents } from './paintComponents';

/**
 * The part of a mask that is connected (4-connectivity) to the image's border.
 * @throws RangeError `mask size: …`
 */
export function floodFromBorder(mask: Mask): Mask {
  const found = connectedComponents(mask, 4);
  return paintComponents(found, touchBorder(found));
}

/** Which components touch the image's border: Uint8Array [components + 1] by label, 1 or 0. */
export function touchBorder({ runs, components }: Pick<Components, 'runs' | 'components'>): Uint8Array {
  const touches = new Uint8Array(components.length + 1);
  for (const { label, x, y, width, height } of components) {
    if (x === 0 || y === 0 || x + width === runs.width || y + height === runs.height) touches[label] = 1;
  }
  return touches;
}
