/** A closed outline in pixel corners: [x0, y0, x1, y1, …], 0 to width and 0 to height. */
export type Contour = number[];

/** A box of pixel corners. */
export type Box = { left: number; top: number; right: number; bottom: number };

/** The four steps of the walk: right, down, left, up. */
const STEPS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/**
 * Outlines of a binary mask [height, width] along its pixel edges, the mask always on the walker's right. Pixels that
 * touch at a corner only belong to different outlines. Straight runs are one segment. O(pixels).
 */
export function traceContours(mask: { height: number; width: number; data: Uint8Array }): Contour[] {
  const { height, width, data } = mask;
  const inside = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] === 1;
  const walked = new Uint8Array(width * height);
  const contours: Contour[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // Every outline has a top edge that is walked to the right; start each outline there once.
      if (!inside(x, y) || inside(x, y - 1) || walked[y * width + x] === 1) continue;
      const mark = (px: number, py: number): void => {
        walked[py * width + px] = 1;
      };
      contours.push(walk(x, y, inside, mark));
    }
  }
  return contours;
}

function walk(
  startX: number,
  startY: number,
  inside: (x: number, y: number) => boolean,
  mark: (x: number, y: number) => void,
): Contour {
  const contour: Contour = [];
  let [x, y, heading] = [startX, startY, 0];
  do {
    const next = turn(x, y, heading, inside);
    if (next !== heading || contour.length === 0) contour.push(x, y);
    heading = next;
    if (heading === 0) mark(x, y);
    const [dx, dy] = STEPS[heading] ?? STEPS[0];
    x += dx;
    y += dy;
  } while (x !== startX || y !== startY || turn(x, y, heading, inside) !== 0);
  return contour;
}

/** The heading at a corner: right if the pixel there is outside, straight if the one ahead on the right is in, else left. */
function turn(x: number, y: number, heading: number, inside: (x: number, y: number) => boolean): number {
  const [dx, dy] = STEPS[heading] ?? STEPS[0];
  const aheadRight = inside(x + (dx - dy - 1) / 2, y + (dy + dx - 1) / 2);
  const aheadLeft = inside(x + (dx + dy - 1) / 2, y + (dy - dx - 1) / 2);
  if (!aheadRight) return (heading + 1) % 4;
  return aheadLeft ? (heading + 3) % 4 : heading;
}

/**
 * A contour without its pixel stairs: the middles of its unit edges, joined. Moves no point by more than half a pixel;
 * for drawing only.
 */
export function smoothContour(contour: Contour): Contour {
  const corners = contour.length / 2;
  const smooth: Contour = [];
  for (let i = 0; i < corners; i++) {
    const [x0, y0] = [contour[2 * i] ?? 0, contour[2 * i + 1] ?? 0];
    const next = (i + 1) % corners;
    const [x1, y1] = [contour[2 * next] ?? 0, contour[2 * next + 1] ?? 0];
    const length = Math.abs(x1 - x0) + Math.abs(y1 - y0);
    // Straight runs keep their two outer middles; those between lie on the same line.
    for (const at of length === 1 ? [0.5] : [0.5, length - 0.5]) {
      smooth.push(x0 + ((x1 - x0) * at) / length, y0 + ((y1 - y0) * at) / length);
    }
  }
  return smooth;
}

/** Contours as the `d` of an SVG path, scaled from pixels to `toWidth` × `toHeight`. */
export function contourPath(contours: Contour[], scaleX: number, scaleY: number): string {
  return contours
    .map((contour) => {
      const points: string[] = [];
      for (let i = 0; i < contour.length; i += 2) {
        points.push(`${((contour[i] ?? 0) * scaleX).toFixed(2)} ${((contour[i + 1] ?? 0) * scaleY).toFixed(2)}`);
      }
      return `M${points.join('L')}Z`;
    })
    .join('');
}

/** The box around an outline. */
export function boxOf(contour: Contour): Box {
  const xs = contour.filter((_, i) => i % 2 === 0);
  const ys = contour.filter((_, i) => i % 2 === 1);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}
