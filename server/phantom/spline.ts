import type { Point } from './frame';

/** Catmull–Rom between `b` and `c` at 0 ≤ t < 1, one coordinate. */
function between(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

function sample(points: readonly Point[], at: (i: number) => number, spans: number, steps: number): Point[] {
  const curve: Point[] = [];
  for (let i = 0; i < spans; i++) {
    const [a, b, c, d] = [points[at(i - 1)], points[at(i)], points[at(i + 1)], points[at(i + 2)]];
    if (!a || !b || !c || !d) continue;
    for (let k = 0; k < steps; k++) {
      const t = k / steps;
      curve.push([between(a[0], b[0], c[0], d[0], t), between(a[1], b[1], c[1], d[1], t)]);
    }
  }
  return curve;
}

/** A uniform Catmull–Rom curve through the points, ends included; `steps` chords between neighbours. */
export function openCurve(points: readonly Point[], steps = 6): Point[] {
  const last = points.length - 1;
  const end = points[last];
  const curve = sample(points, (i) => Math.min(last, Math.max(0, i)), last, steps);
  return end ? [...curve, end] : curve;
}

/** The same, closed: after the last point it returns to the first. */
export function closedCurve(points: readonly Point[], steps = 6): Point[] {
  const n = points.length;
  return sample(points, (i) => (i + n) % n, n, steps);
}

/** Points of an ellipse, leaning by `tilt` radians. */
export function ellipse([u, v]: Point, radiusU: number, radiusV: number, tilt = 0, steps = 40): Point[] {
  return Array.from({ length: steps }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / steps;
    const [a, b] = [radiusU * Math.cos(angle), radiusV * Math.sin(angle)];
    return [u + a * Math.cos(tilt) - b * Math.sin(tilt), v + a * Math.sin(tilt) + b * Math.cos(tilt)];
  });
}
