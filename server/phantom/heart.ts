import type { PatientFrame, Point } from './frame';
import { closedCurve, ellipse } from './spline';
import type { Anatomy } from './study';
import { cageHalfWidth, summits } from './thorax';

/**
 * The cardiac silhouette with a width of 1 and its middle line at 0 (a third lies to the right of it): right atrium,
 * along the diaphragm, apex, left ventricle, left auricle, pulmonary trunk. v from the bed of the heart, upwards < 0.
 */
const SILHOUETTE: readonly Point[] = [
  [-0.17, -0.56],
  [-0.245, -0.46],
  [-0.315, -0.34],
  [-0.335, -0.21],
  [-0.3, -0.08],
  [-0.2, 0.03],
  [0, 0.09],
  [0.25, 0.1],
  [0.47, 0.08],
  [0.61, 0.03],
  [0.665, -0.06],
  [0.64, -0.17],
  [0.565, -0.29],
  [0.465, -0.41],
  [0.365, -0.515],
  [0.285, -0.6],
  [0.15, -0.65],
  [-0.02, -0.63],
];

/** Parts of the apex' two points that roundness moves. */
const APEX = 10;

function silhouette({ cardiothoracicRatio, apexRoundness, rotation, ...rest }: Anatomy): Point[] {
  const bed = summits({ cardiothoracicRatio, apexRoundness, rotation, ...rest }).left + 0.015;
  const width = cardiothoracicRatio * 2 * cageHalfWidth(bed - 0.02);
  // A larger heart is also taller, by less than it is broader.
  const height = 0.62 + 0.55 * width;
  return SILHOUETTE.map(([u, v], i): Point => {
    const lift = i === APEX ? -0.03 * apexRoundness : i === APEX + 1 ? -0.035 * apexRoundness : 0;
    return [u * width + 0.012 + rotation, bed + (v + lift) * height];
  });
}

export type CardiacOutlines = { heart: Point[]; vessels: Point[]; knob: Point[]; trunk: Point[] };

/**
 * Outlines in pixels: the heart (its lower border lies under the diaphragm), the upper mediastinum with the superior
 * vena cava and the descending aorta, the aortic knob, and the pulmonary trunk's bulge under it.
 */
export function cardiacOutlines(anatomy: Anatomy, frame: PatientFrame): CardiacOutlines {
  const { aorticKnob, rotation } = anatomy;
  const shift = rotation * 0.7;
  const bed = summits(anatomy).left + 0.2;
  const vessels: Point[] = [
    [0.085, -1.1],
    [0.115, -0.8],
    [0.12 + shift, -0.62],
    [0.115 + shift, -0.45],
    [0.135 + shift, -0.3],
    [0.145, -0.1],
    [0.105, 0.15],
    [0.1, bed],
    [-0.085, bed],
    [-0.09, 0.15],
    [-0.13 + shift, -0.05],
    [-0.14 + shift, -0.25],
    [-0.132 + shift, -0.45],
    [-0.125 + shift, -0.63],
    [-0.1, -0.8],
    [-0.085, -1.1],
  ];
  const knob = ellipse([0.082 + shift + aorticKnob * 0.2, -0.335], aorticKnob, aorticKnob * 1.5, -0.12);
  const trunk = ellipse([0.12 + shift, -0.13], 0.072, 0.17, -0.3);
  return {
    heart: frame.placeAll(closedCurve(silhouette(anatomy), 6)),
    vessels: frame.placeAll(closedCurve(vessels, 6)),
    knob: frame.placeAll(knob),
    trunk: frame.placeAll(trunk),
  };
}
