import type { Components } from './connectedComponents';
import type { Mask } from './mask';

/**
 * A mask of some of the components.
 * @param isChosen Uint8Array [components + 1] by label; other than 0: painted
 * @param data Uint8Array [height, width] to paint on; a new, empty one when left out
 */
export function paintComponents(
  { runs, labels }: Pick<Components, 'runs' | 'labels'>,
  isChosen: Uint8Array,
  data: Uint8Array = new Uint8Array(runs.height * runs.width),
): Mask {
  const { height, width, rows, start, end } = runs;
  for (let y = 0; y < height; y++) {
    for (let run = rows[y] ?? 0; run < (rows[y + 1] ?? 0); run++) {
      if (isChosen[labels[run] ?? 0]) data.fill(1, y * width + (start[run] ?? 0), y * width + (end[run] ?? 0));
    }
  }
  return { height, width, data };
}
