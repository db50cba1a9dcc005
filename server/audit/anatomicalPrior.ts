import type { ZoneMasks } from './anatomyCoverage';
import type { ShareBox } from './bodyBox';
import type { Mask } from './mask';

/**
 * An average organ in the body box: centroid, standard deviations across and down, and the slope of across on down,
 * all as shares of the box. Lungs: medians of 130 real radiographs with masks made by a model (every second of 260);
 * heart: medians of what the shipped segmenter finds there, upright.
 */
type Organ = { x: number; y: number; varianceX: number; covariance: number; varianceY: number };

const ORGANS = {
  'lung-left': { x: 0.702, y: 0.439, varianceX: 0.0074, covariance: 0.0039, varianceY: 0.0319 },
  'lung-right': { x: 0.307, y: 0.435, varianceX: 0.0077, covariance: -0.0035, varianceY: 0.0278 },
  heart: { x: 0.554, y: 0.574, varianceX: 0.0078, covariance: 0, varianceY: 0.0073 },
} as const satisfies Partial<Record<keyof ZoneMasks, Organ>>;

/** Standard deviations from the centroid to the outline; 1.9 agreed best with those masks among 1.8, 1.85, 1.9, 1.95, 2. */
const REACH = 1.9;

/** Power of the superellipse |u|ⁿ + |v|ⁿ ≤ 1: lungs fill their boxes better than an ellipse does. */
const POWER = 2.5;

/**
 * Lungs and heart where they are on average, as rounded ellipses in the body's box: what is left where nobody looked
 * for them (SCIENCE §6 e). It knows nothing of this patient, so what is computed with it is shown and not counted.
 */
export function anatomicalPrior(box: ShareBox, height: number, width: number): ZoneMasks {
  const entries = Object.entries(ORGANS).map(([zone, organ]) => [zone, drawOrgan(organ, box, height, width)]);
  return Object.fromEntries(entries);
}

/** Pixels whose centre, made round by the organ's covariance (Cholesky), is within the superellipse. */
function drawOrgan(organ: Organ, box: ShareBox, height: number, width: number): Mask {
  const deviation = Math.sqrt(organ.varianceX);
  const slope = organ.covariance / deviation;
  const rest = Math.sqrt(organ.varianceY - slope ** 2);
  const limit = REACH ** POWER;
  const data = new Uint8Array(height * width);
  for (let y = 0; y < height; y++) {
    const down = ((y + 0.5) / height - box.top) / (box.bottom - box.top) - organ.y;
    for (let x = 0; x < width; x++) {
      const across = ((x + 0.5) / width - box.left) / (box.right - box.left) - organ.x;
      const u = across / deviation;
      const v = (down - slope * u) / rest;
      if (Math.abs(u) ** POWER + Math.abs(v) ** POWER <= limit) data[y * width + x] = 1;
    }
  }
  return { height, width, data };
}
