import { breastOutlines } from './body';
import { boxOf } from './fillPolygon';
import type { PatientFrame } from './frame';
import type { Coverages, Shapes } from './outlines';
import { takePlane } from './planes';
import { cover, nearness, rounded, type Shape } from './softness';
import { ellipse } from './spline';
import type { Anatomy } from './study';
import { summits } from './thorax';

/** Path lengths of an average patient's parts (SCIENCE §7.1's scale: the trunk is about 1.3 thick). */
const TRUNK = { skin: 0.2, near: 0.38, deep: 0.5 };
const HEART = { edge: 0.06, depth: 0.34 };
const VESSELS = { edge: 0.06, depth: 0.18 };
const ABDOMEN = { edge: 0.24, depth: 0.26 };
const BREAST = 0.27;
const BUBBLE = 0.42;

/** Share of the trunk that is air where the lung is deepest; above this height muscle covers the apices. */
const LUNG = 0.76;
const APICES = { from: -0.42, to: -0.78, loss: 0.34 };

/** How much of the lung's air the heart displaces at its border and in its middle, and the great vessels. */
const DISPLACED = { border: 0.42, middle: 0.42, vessels: 0.5, depth: 0.42 };

/** Soft tissue without bones: path lengths, and the share of air 0–1 in front of each pixel. [size, size] both. */
export type SoftTissue = { t: Float32Array; air: Float32Array };

function addBreasts(t: Float32Array, anatomy: Anatomy, frame: PatientFrame): void {
  const { size, unit } = frame;
  for (const outline of breastOutlines(anatomy, frame)) {
    const coverage = cover([outline], size);
    const fullness = rounded([outline], coverage, size, 0.3 * unit);
    const crease = Math.max(...outline.map(([, y]) => y));
    for (let y = 0; y < size; y++) {
      const low = Math.min(1, Math.max(0, 1 - (crease - y - 0.5) / (0.54 * unit)));
      const density = BREAST * anatomy.breast * low * low * (3 - 2 * low);
      for (let i = y * size; density > 0 && i < (y + 1) * size; i++) {
        t[i] = (t[i] ?? 0) + density * (0.3 * (coverage[i] ?? 0) + 0.7 * (fullness[i] ?? 0));
      }
    }
  }
}

/** Gas under the left dome, cut by the fluid's level in a standing patient. */
function subtractBubble(t: Float32Array, anatomy: Anatomy, below: Float32Array, frame: PatientFrame): void {
  const { gastricBubble, fluidLevel } = anatomy;
  if (gastricBubble === 0) return;
  const { size, unit } = frame;
  const radius = 0.115 * gastricBubble;
  const middle = summits(anatomy).left + 0.03 + radius * 0.62;
  const outline = frame.placeAll(ellipse([0.33, middle], radius * 1.3, radius * 0.66, -0.12));
  const gas = rounded([outline], cover([outline], size), size, 0.1 * unit);
  const level = fluidLevel ? frame.place(0.33, middle + radius * 0.2)[1] : size;
  for (let y = 0; y < Math.min(size, level); y++) {
    const share = BUBBLE * Math.min(1, level - y);
    for (let i = y * size; i < (y + 1) * size; i++) t[i] = (t[i] ?? 0) - share * (gas[i] ?? 0) * (below[i] ?? 0);
  }
}

/**
 * The heart passes into the great vessels without a border: fades its thickness in over `height` pixels from its top,
 * in place, and its coverage as a new plane.
 */
function fadeTop(
  heart: Float32Array,
  shape: Shape,
  coverage: Float32Array,
  height: number,
  size: number,
): Float32Array {
  const border = takePlane(size);
  const { top, bottom } = boxOf(shape.flat(), size);
  for (let y = top; y <= bottom; y++) {
    const down = Math.min(1, (y + 0.5 - top) / height);
    const shown = down * down * (3 - 2 * down);
    for (let i = y * size; i < (y + 1) * size; i++) {
      heart[i] = shown * (heart[i] ?? 0);
      border[i] = shown * (coverage[i] ?? 0);
    }
  }
  return border;
}

/** Thickness of the trunk with skin, flanks and depth. */
function drawTrunk(shapes: Shapes, covers: Coverages, thickness: number, { size, unit }: PatientFrame): Float32Array {
  const near = rounded(shapes.body, covers.body, size, 0.26 * unit);
  const deep = nearness(shapes.body, covers.body, size, 0.9 * unit);
  for (let i = 0; i < near.length; i++) {
    const body = covers.body[i] ?? 0;
    near[i] = thickness * (body * (TRUNK.skin + TRUNK.deep * (deep[i] ?? 0)) + TRUNK.near * (near[i] ?? 0));
  }
  return near;
}

/** Thickness 0–1 of the rib cage, the heart (and its coverage, `border`) and the great vessels. */
type Depths = { depth: Float32Array; border: Float32Array; heart: Float32Array; vessels: Float32Array };

/** Share of air 0–1: deep in the middle of each lung, thin at the wall and the apices, displaced by heart and vessels. */
function drawAir({ depth, border, heart, vessels }: Depths, covers: Coverages, frame: PatientFrame): Float32Array {
  const { size } = frame;
  const air = takePlane(size);
  const top = frame.place(0, APICES.to)[1];
  const foot = frame.place(0, APICES.from)[1];
  for (let y = 0; y < size; y++) {
    const apex = 1 - APICES.loss * Math.min(1, Math.max(0, (foot - y) / (foot - top)));
    for (let i = y * size; i < (y + 1) * size; i++) {
      const lung = Math.min(1, (covers.lungLeft[i] ?? 0) + (covers.lungRight[i] ?? 0));
      if (lung === 0) continue;
      const cardiac = border[i] ?? 0;
      const displaced = DISPLACED.border * cardiac + DISPLACED.middle * (heart[i] ?? 0);
      const great = DISPLACED.vessels * (covers.vessels[i] ?? 0) + DISPLACED.depth * (vessels[i] ?? 0);
      // Behind the heart the vessels' borders hardly show.
      const beside = 1 - great * (1 - 0.6 * cardiac);
      air[i] = apex * lung * (0.25 + 0.75 * (depth[i] ?? 0)) * (1 - displaced) * beside;
    }
  }
  return air;
}

export function drawSoftTissue(anatomy: Anatomy, shapes: Shapes, covers: Coverages, frame: PatientFrame): SoftTissue {
  const { size, unit } = frame;
  const t = drawTrunk(shapes, covers, anatomy.softTissue, frame);
  const heart = rounded(shapes.heart, covers.heart, size, 0.2 * unit);
  const border = fadeTop(heart, shapes.heart, covers.heart, 0.15 * unit, size);
  const vessels = rounded(shapes.vessels, covers.vessels, size, 0.12 * unit);
  const belly = nearness(shapes.belowDiaphragm, covers.belowDiaphragm, size, 0.3 * unit);
  const depth = rounded(shapes.cage, covers.cage, size, 0.34 * unit);
  const air = drawAir({ depth, border, heart, vessels }, covers, frame);
  for (let i = 0; i < t.length; i++) {
    const body = covers.body[i] ?? 0;
    if (body === 0) continue;
    const below = covers.belowDiaphragm[i] ?? 0;
    const cardiac = HEART.edge * (border[i] ?? 0) + HEART.depth * (heart[i] ?? 0);
    const great = VESSELS.edge * (covers.vessels[i] ?? 0) + VESSELS.depth * (vessels[i] ?? 0);
    const organs = (1 - below) * (cardiac + great * (1 - 0.75 * (border[i] ?? 0)));
    const abdomen = below * (depth[i] ?? 0) ** 2 * (ABDOMEN.edge + ABDOMEN.depth * (2 * (belly[i] ?? 0) - 1));
    t[i] = (t[i] ?? 0) * (1 - LUNG * (air[i] ?? 0)) + body * (organs + abdomen);
  }
  addBreasts(t, anatomy, frame);
  subtractBubble(t, anatomy, covers.belowDiaphragm, frame);
  return { t, air };
}
