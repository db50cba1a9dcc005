import { CORTICAL, pathAlong } from './bones';
import type { PatientFrame, Point } from './frame';
import { paint, profileOf, type Strokes, trace } from './strokes';
import type { Anatomy } from './study';
import { cageHalfWidth } from './thorax';

const PAIRS = 10;

/** Angles round the chest, from the spine (0) by the flank (90°) towards the sternum (180°). */
const POSTERIOR = [4, 14, 26, 38, 50, 61, 71, 80, 88, 96];
const ANTERIOR = [92, 100, 109, 119, 129, 138, 146];

/** The front ends in cartilage: no cortex to speak of. */
const FAINT = profileOf((q) => 0.8 * (1 - q ** 4));

type Rib = { start: number; fall: number; reach: number; radius: number };

/** Rib k (0 is the first): height at the spine, fall to the sternum, greatest breadth, half its thickness. */
function ribOf(k: number, { ribFall, inspiration }: Anatomy): Rib {
  const spread = 1 + 0.35 * inspiration;
  const start = -0.775 + (0.108 * k + 0.0022 * k * k) * spread;
  const fall = (0.17 + 0.3 * (1 - Math.exp(-k / 2.2)) + 0.014 * k) * ribFall;
  const reach = cageHalfWidth(start + fall * 0.5) + (k === 0 ? -0.01 : 0.004);
  return { start, fall, reach, radius: k === 0 ? 0.021 : 0.0245 };
}

/**
 * A rib is an inclined ellipse seen from the front: level at the spine, steep at the flank, returning downwards in
 * front of the lung.
 */
function pointsOf({ start, fall, reach }: Rib, degrees: readonly number[], side: number): Point[] {
  return degrees.map((angle): Point => {
    const phi = (angle * Math.PI) / 180;
    const u = 0.055 + (reach - 0.055) * Math.sin(phi);
    const hump = -0.02 * Math.sin(Math.min(Math.PI, phi * 2.4));
    return [side * u, start + (fall * (1 - Math.cos(phi))) / 2 + hump];
  });
}

/** Ten pairs of ribs: bands with a cortex behind, fainter arcs in front. */
export function addRibs(bone: Float32Array, strokes: Strokes, anatomy: Anatomy, frame: PatientFrame): void {
  for (let k = 0; k < PAIRS; k++) {
    const rib = ribOf(k, anatomy);
    for (const side of [1, -1]) {
      trace(
        strokes,
        pathAlong(frame, pointsOf(rib, POSTERIOR, side), (s) => rib.radius * (0.86 + 0.2 * s)),
      );
      paint(strokes, bone, k < 8 ? 0.12 : 0.095, CORTICAL);
      if (k > 8) continue;
      trace(
        strokes,
        pathAlong(frame, pointsOf(rib, ANTERIOR, side), (s) => rib.radius * (1 + 0.22 * s)),
      );
      paint(strokes, bone, 0.05, FAINT);
    }
  }
}
