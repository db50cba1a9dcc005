import { CORTICAL, pathAlong, ROUND } from './bones';
import type { PatientFrame, Point } from './frame';
import { paint, profileOf, type Strokes, trace } from './strokes';
import type { Anatomy } from './study';

/** The column as a whole, blurred at its sides. */
const COLUMN = profileOf((q) => 1 - q ** 3);

/** Heights of the vertebrae's middles from the neck to the loins: bodies grow downwards. */
const LEVELS: readonly { v: number; height: number; halfWidth: number }[] = (() => {
  const levels = [];
  let v = -1.08;
  for (let k = 0; k < 20; k++) {
    const height = 0.082 + 0.0032 * k;
    levels.push({ v, height, halfWidth: 0.058 + 0.0016 * k });
    v += height;
  }
  return levels;
})();

type Line = (from: Point, to: Point, radius: number) => void;

/** End plates and sides of one body; the sides are drawn in a little at the waist. */
function outlineBody(line: Line, v: number, half: number, halfWidth: number): void {
  for (const edge of [-half, half]) line([-halfWidth, v + edge], [halfWidth, v + edge], 0.011);
  for (const side of [-halfWidth, halfWidth]) {
    line([side, v - half], [side * 0.93, v], 0.009);
    line([side * 0.93, v], [side, v + half], 0.009);
  }
}

/** Vertebral bodies with their end plates, pedicles and spinous processes; disc spaces stay darker. */
export function addSpine(bone: Float32Array, strokes: Strokes, { rotation }: Anatomy, frame: PatientFrame): void {
  const line: Line = (from, to, radius) => {
    trace(
      strokes,
      pathAlong(frame, [from, to], () => radius),
    );
  };
  const middle: Point[] = LEVELS.map(({ v }): Point => [0, v]);
  trace(
    strokes,
    pathAlong(frame, middle, (share) => 0.068 + 0.03 * share),
  );
  paint(strokes, bone, 0.1, COLUMN);
  for (const { v, height, halfWidth } of LEVELS) {
    const half = height * 0.4;
    outlineBody(line, v, half, halfWidth);
    paint(strokes, bone, 0.1, ROUND);
    for (const side of [-0.6, 0.6]) {
      const u = side * halfWidth - rotation * 0.3;
      line([u, v - half * 0.5], [u, v - half * 0.2], 0.015);
    }
    paint(strokes, bone, 0.05, CORTICAL);
    line([-rotation * 0.6, v + half * 0.7], [-rotation * 0.6, v + half * 1.3], 0.011);
    paint(strokes, bone, 0.07, ROUND);
  }
}
