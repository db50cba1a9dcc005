/** A box as shares of a picture's width and height. */
type Box = { x: number; y: number; width: number; height: number };

/** How much of the box's own size is shown around it, on either side. */
const MARGIN = 0.35;

/**
 * Size and place of a whole picture inside a square window so that the box fills it: percent of the window. The window
 * shows the same share of width and height, so a picture that is not square is squeezed as the picture itself is.
 */
export function cropStyle({ x, y, width, height }: Box): { width: string; height: string; left: string; top: string } {
  const side = Math.min(1, Math.max(width, height) * (1 + 2 * MARGIN));
  const [left, top] = [start(x + width / 2, side), start(y + height / 2, side)];
  const percent = (value: number): string => `${(100 * value).toFixed(2)}%`;
  return {
    width: percent(1 / side),
    height: percent(1 / side),
    left: percent(0 - left / side),
    top: percent(0 - top / side),
  };
}

/** Where a window of `side` about `middle` begins, kept inside the picture. */
const start = (middle: number, side: number): number => Math.min(Math.max(middle - side / 2, 0), 1 - side);
