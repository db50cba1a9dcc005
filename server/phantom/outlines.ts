import { bodyOutline } from './body';
import type { PatientFrame } from './frame';
import { cardiacOutlines } from './heart';
import { cover, type Shape } from './softness';
import type { Anatomy } from './study';
import { thoraxOutlines } from './thorax';

/** The parts of the patient that have an outline; they overlap as they do in the projection. */
export const PARTS = ['body', 'cage', 'lungLeft', 'lungRight', 'heart', 'vessels', 'belowDiaphragm'] as const;
export type Part = (typeof PARTS)[number];

export type Shapes = Record<Part, Shape>;

/** Coverage 0–1 of each part, Float32Array [size, size]. */
export type Coverages = Record<Part, Float32Array>;

/** Outlines in pixels; `vessels` are the great vessels with the aortic knob and the pulmonary trunk. */
export function drawShapes(anatomy: Anatomy, frame: PatientFrame): Shapes {
  const { lungLeft, lungRight, cage, belowDiaphragm } = thoraxOutlines(anatomy, frame);
  const { heart, vessels, knob, trunk } = cardiacOutlines(anatomy, frame);
  return {
    body: [bodyOutline(anatomy, frame)],
    cage: [cage],
    lungLeft: [lungLeft],
    lungRight: [lungRight],
    heart: [heart],
    vessels: [vessels, knob, trunk],
    belowDiaphragm: [belowDiaphragm],
  };
}

export function drawCoverages(shapes: Shapes, size: number): Coverages {
  return {
    body: cover(shapes.body, size),
    cage: cover(shapes.cage, size),
    lungLeft: cover(shapes.lungLeft, size),
    lungRight: cover(shapes.lungRight, size),
    heart: cover(shapes.heart, size),
    vessels: cover(shapes.vessels, size),
    belowDiaphragm: cover(shapes.belowDiaphragm, size),
  };
}
