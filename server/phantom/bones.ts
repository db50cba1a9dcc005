import type { PatientFrame, Point } from './frame';
import { openCurve } from './spline';
import { type Path, paint, profileOf, type Strokes, trace } from './strokes';
import type { Anatomy } from './study';

/** Path of a band of even or tapering radius along points of the patient's frame. */
export function pathAlong(frame: PatientFrame, points: readonly Point[], radius: (share: number) => number): Path {
  return points.flatMap(([u, v], i) => {
    const [x, y] = frame.place(u, v);
    // A band thinner than a pixel would fall between the pixels' centres.
    return [x, y, Math.max(0.75, radius(i / Math.max(1, points.length - 1)) * frame.unit)];
  });
}

/** Compact bone: a cortex brighter than the marrow, soft outside. */
export const CORTICAL = profileOf((q) =>
  q > 0.9 ? (1 - q) * 10 : 0.62 + 0.38 * Math.max(0, 1 - ((q - 0.8) / 0.25) ** 2),
);

/** A rounded body without a visible cortex. */
export const ROUND = profileOf((q) => Math.sqrt(1 - q * q));

const CLAVICLE: readonly Point[] = [
  [0.06, -0.535],
  [0.13, -0.55],
  [0.24, -0.575],
  [0.37, -0.65],
  [0.5, -0.715],
  [0.63, -0.735],
  [0.74, -0.725],
];

/** Both clavicles: S-shaped, thick at the sternum, flatter and higher at the bedside. */
export function addClavicles(
  bone: Float32Array,
  strokes: Strokes,
  { clavicleLift, rotation }: Anatomy,
  frame: PatientFrame,
): void {
  for (const side of [1, -1]) {
    const points = CLAVICLE.map(([u, v], i): Point => {
      const medial = 1 - i / (CLAVICLE.length - 1);
      return [side * u + rotation * (0.4 + medial), v - clavicleLift * (0.2 + 0.8 * medial)];
    });
    const radius = (share: number) =>
      0.026 - 0.008 * Math.sin(Math.PI * Math.min(1, share * 1.15)) + 0.008 * (share < 0.1 ? 1 : 0);
    trace(strokes, pathAlong(frame, openCurve(points, 5), radius));
    paint(strokes, bone, 0.2, CORTICAL);
  }
}

/** Scapula of the left side in its own frame: borders, spine and coracoid; u from its medial border. */
const SCAPULA: readonly (readonly Point[])[] = [
  [
    [0.17, -0.62],
    [0.05, -0.56],
    [0.0, -0.42],
    [0.0, -0.2],
    [0.05, 0.0],
    [0.09, 0.04],
    [0.13, 0.0],
    [0.165, -0.2],
    [0.2, -0.4],
    [0.225, -0.5],
  ],
  [
    [0.02, -0.49],
    [0.12, -0.57],
    [0.22, -0.67],
    [0.28, -0.71],
  ],
  [
    [0.2, -0.56],
    [0.17, -0.62],
    [0.14, -0.64],
  ],
];

/** Both scapulae: thin plates seen by their borders. At the bedside they lie over the lungs. */
export function addScapulae(
  bone: Float32Array,
  strokes: Strokes,
  { scapulaOverlap, rotation }: Anatomy,
  frame: PatientFrame,
): void {
  for (const side of [1, -1]) {
    const start = 0.6 - 0.13 * scapulaOverlap + 0.5 * rotation * side;
    const lean = 0.1 * (1 - scapulaOverlap);
    SCAPULA.forEach((line, i) => {
      const points = line.map(([u, v]): Point => [side * (start + u + lean * (v + 0.5)), v + 0.02]);
      trace(
        strokes,
        pathAlong(frame, openCurve(points, 5), () => (i === 0 ? 0.011 : 0.017)),
      );
      paint(strokes, bone, i === 0 ? 0.085 : 0.1, ROUND);
    });
  }
}

/** Heads and shafts of the humeri, partly out of the picture. */
export function addHumeri(bone: Float32Array, strokes: Strokes, { armGap }: Anatomy, frame: PatientFrame): void {
  for (const side of [1, -1]) {
    const head: Point = [side * 0.875, -0.595];
    const neck: Point = [side * 0.9, -0.53];
    const shaft: Point = [side * (0.93 + 0.3 * armGap), -0.4];
    const elbow: Point = [side * (1.17 + 2.2 * armGap), 0.95];
    trace(
      strokes,
      pathAlong(frame, [head, [side * 0.89, -0.57]], () => 0.08),
    );
    trace(
      strokes,
      pathAlong(frame, [neck, shaft, elbow], (share) => 0.058 - 0.03 * Math.min(0.5, share)),
    );
    paint(strokes, bone, 0.22, CORTICAL);
  }
}
