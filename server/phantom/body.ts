import { mirrored, type PatientFrame, type Point } from './frame';
import { closedCurve, ellipse } from './spline';
import type { Anatomy } from './study';

/** Half of the outline of neck, shoulder, arm, axilla and flank, from the neck down; u grows to the left. */
function half({ armGap, softTissue, breast }: Anatomy): Point[] {
  const fat = 0.09 * (softTissue - 1);
  const flank = 0.775 + fat;
  const chest = flank + 0.05 * breast;
  return [
    [0.2, -1.5],
    [0.205, -1.1],
    [0.225, -0.97],
    [0.34, -0.885],
    [0.55, -0.82],
    [0.78, -0.765],
    [0.95, -0.66],
    [1.06, -0.45],
    [1.16, 0],
    [1.3, 0.6],
    [1.4, 1.1],
    [1.02 + armGap * 1.5, 1.1],
    [0.93 + armGap * 1.2, 0.5],
    [0.845 + armGap + fat, 0.1],
    [0.795 + fat, -0.13],
    [0.775 + fat, 0.08],
    [chest, 0.34],
    [flank + 0.02 * breast, 0.62],
    [flank - 0.01, 1],
    [flank, 1.6],
  ];
}

/** Outline of the skin, in pixels; it leaves the picture above, below and at the arms. */
export function bodyOutline(anatomy: Anatomy, frame: PatientFrame): Point[] {
  const left = half(anatomy);
  return frame.placeAll(closedCurve([...left, ...mirrored(left)], 6));
}

/** Outlines of the breast shadows in pixels, left and right; none when the size is 0. */
export function breastOutlines({ breast }: Anatomy, frame: PatientFrame): Point[][] {
  if (breast === 0) return [];
  const lower = 0.37 + 0.1 * breast;
  return [0.44, -0.44].map((u) => frame.placeAll(ellipse([u, lower - 0.27], 0.29 + 0.03 * breast, 0.27, -0.25 * u)));
}
