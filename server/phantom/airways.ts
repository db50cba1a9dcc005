import { pathAlong } from './bones';
import type { PatientFrame, Point } from './frame';
import { openCurve } from './spline';
import { paint, profileOf, type Strokes, trace } from './strokes';
import type { Anatomy } from './study';

const TUBE = profileOf((q) => Math.sqrt(1 - q * q));

/** Takes the air of trachea and main bronchi out of the mediastinum: `t` loses path length. */
export function subtractAirways(
  t: Float32Array,
  strokes: Strokes,
  { rotation, aorticKnob }: Anatomy,
  frame: PatientFrame,
): void {
  const shift = rotation * 0.5;
  const carina: Point = [-0.006 + shift, -0.27];
  const pushed = 0.12 * (aorticKnob - 0.078);
  const trachea: Point[] = [
    [0.004, -1.3],
    [0.004, -0.8],
    [shift - pushed, -0.5],
    [-0.012 + shift - pushed, -0.36],
    carina,
  ];
  const right: Point[] = [carina, [-0.055 + shift, -0.2], [-0.115 + shift, -0.13], [-0.15 + shift, -0.06]];
  const left: Point[] = [carina, [0.06 + shift, -0.205], [0.13 + shift, -0.16], [0.185 + shift, -0.11]];
  trace(
    strokes,
    pathAlong(frame, openCurve(trachea, 4), () => 0.036),
  );
  trace(
    strokes,
    pathAlong(frame, openCurve(right, 4), (s) => 0.03 - 0.009 * s),
  );
  trace(
    strokes,
    pathAlong(frame, openCurve(left, 4), (s) => 0.027 - 0.008 * s),
  );
  paint(strokes, t, -0.13, TUBE);
}
