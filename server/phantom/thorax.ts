import { mirrored, type PatientFrame, type Point } from './frame';
import { openCurve } from './spline';
import type { Anatomy } from './study';

/** Inner wall of the rib cage on the patient's left, apex to costophrenic angle, in the patient's frame. */
const WALL: readonly Point[] = [
  [0.245, -0.775],
  [0.34, -0.745],
  [0.435, -0.655],
  [0.515, -0.5],
  [0.575, -0.32],
  [0.618, -0.12],
  [0.65, 0.1],
  [0.672, 0.3],
  [0.684, 0.47],
  [0.687, 0.6],
];

/** From the angle along the dome to the spine; v from the dome's summit. */
const DOME: readonly Point[] = [
  [0.687, 0.2],
  [0.655, 0.115],
  [0.58, 0.045],
  [0.47, 0.004],
  [0.35, -0.002],
  [0.22, 0.02],
  [0.12, 0.06],
  [0.04, 0.085],
];

/** From the spine up to the apex: behind the heart, and beside the great vessels. */
const INNER: readonly Point[] = [
  [0.04, 0.2],
  [0.055, -0.1],
  [0.075, -0.4],
  [0.085, -0.58],
  [0.12, -0.7],
  [0.175, -0.76],
];

/** Summit of the left dome in an average breath. */
const LEFT_SUMMIT = 0.47;

export function summits({ inspiration, domeGap }: Anatomy): { left: number; right: number } {
  const left = LEFT_SUMMIT + inspiration;
  return { left, right: left - domeGap };
}

/** Half the inner width of the rib cage at a height, by straight lines between the wall's points. */
export function cageHalfWidth(v: number): number {
  for (let i = 1; i < WALL.length; i++) {
    const [a, b] = [WALL[i - 1], WALL[i]];
    if (a && b && v < b[1]) return v <= a[1] ? a[0] : a[0] + ((b[0] - a[0]) * (v - a[1])) / (b[1] - a[1]);
  }
  return WALL.at(-1)?.[0] ?? 0;
}

/** The curve of one dome from the angle inwards, cut where the wall would be passed. */
function dome(summit: number): Point[] {
  return openCurve(
    DOME.map(([u, v]): Point => [Math.min(u, cageHalfWidth(summit + v)), summit + v]),
    8,
  );
}

function lung(summit: number): Point[] {
  const angle = summit + (DOME[0]?.[1] ?? 0);
  const wall = WALL.filter(([, v]) => v < angle - 0.04);
  const end: Point = [cageHalfWidth(angle), angle];
  const inner = INNER.filter(([, v]) => v < summit);
  const outline = openCurve([...wall, end], 8);
  const apex = openCurve([...inner, ...WALL.slice(0, 1)], 8);
  return [...outline, ...dome(summit), ...apex];
}

export type ThoraxOutlines = { lungLeft: Point[]; lungRight: Point[]; cage: Point[]; belowDiaphragm: Point[] };

/**
 * Outlines in pixels: both lungs as far as the spine (heart and great vessels are laid over them), the rib cage that
 * holds them, open below, and all that lies under the diaphragm.
 */
export function thoraxOutlines(anatomy: Anatomy, frame: PatientFrame): ThoraxOutlines {
  const { left, right } = summits(anatomy);
  const wall = openCurve(WALL, 8);
  const cage = [...wall, [0.69, 1.6] as const, [-0.69, 1.6] as const, ...mirrored(wall)];
  // The middle third is common to both domes: under the heart the diaphragm is one tendon.
  const out = (summit: number): Point[] => [[0.88, summit + 0.2], ...dome(summit).filter(([u]) => u > 0.14)];
  const belowDiaphragm: Point[] = [...out(left), ...mirrored(out(right)), [-0.88, 1.8], [0.88, 1.8]];
  return {
    lungLeft: frame.placeAll(lung(left)),
    lungRight: frame.placeAll(mirrored(lung(right))),
    cage: frame.placeAll(cage),
    belowDiaphragm: frame.placeAll(belowDiaphragm),
  };
}
