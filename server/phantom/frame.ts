import type { Anatomy } from './study';

/** Points of the patient's frame, `[u, v]`, or of the picture, `[x, y]` in pixels. */
export type Point = readonly [number, number];

/** From the patient's frame (half sides, u to the patient's left, v down) to pixels of a picture of this size. */
export type PatientFrame = {
  size: number;
  /** Pixels of one unit of length. */
  unit: number;
  /** A point that belongs to the spine and the rib cage. */
  place(u: number, v: number): Point;
  placeAll(points: readonly Point[]): Point[];
};

/** Rotation about the middle of the picture, scaling, breadth, then shift. */
export function patientFrame(anatomy: Anatomy, size: number): PatientFrame {
  const { scale, breadth, shiftX, shiftY, tilt } = anatomy;
  const cos = scale * Math.cos(tilt);
  const sin = scale * Math.sin(tilt);
  const half = size / 2;
  const place = (u: number, v: number): Point => [
    (1 + shiftX + breadth * u * cos - v * sin) * half,
    (1 + shiftY + breadth * u * sin + v * cos) * half,
  ];
  return { size, unit: scale * half, place, placeAll: (points) => points.map(([u, v]) => place(u, v)) };
}

/** The same points on the patient's other side, in reverse order so that outlines keep their sense. */
export function mirrored(points: readonly Point[]): Point[] {
  return points.map(([u, v]): Point => [-u, v]).reverse();
}
