import { pathAlong } from './bones';
import type { PatientFrame } from './frame';
import { takePlane } from './planes';
import type { RandomStream } from './random';
import { paint, profileOf, type Strokes, trace } from './strokes';
import type { Opacity } from './study';
import { addTexture, drawLattice } from './texture';

/** The lesion mask holds what lies above this share of a focus' own smooth amplitude. */
export const LESION_SHARE = 0.3;

const HOLLOW = profileOf((q) => 1 - q * q);

/** Cells across the picture of the mottle: patches about the size of a lobule, and finer. */
const PATCHES = 26;
const GRAINS = 58;

/** exp(−s^1.2) of the squared distance s in radii, by 1/256; beyond 4 it is under .005 and taken for 0. */
const ENVELOPE_STEPS = 256;
const ENVELOPE = Float32Array.from({ length: 4 * ENVELOPE_STEPS }, (_, i) =>
  Math.exp(-(((i + 0.5) / ENVELOPE_STEPS) ** 1.2)),
);

/** Adds a focus' smooth envelope, 0–1, a super-Gaussian with a ragged edge, and its amplitude times that. */
function addEnvelope(
  haze: Float32Array,
  share: Float32Array,
  ragged: Float32Array,
  focus: Opacity,
  frame: PatientFrame,
): void {
  const { size, unit } = frame;
  const [cx, cy] = frame.place(focus.u, focus.v);
  const cos = Math.cos(focus.tilt) / (focus.radiusU * unit);
  const sin = Math.sin(focus.tilt) / (focus.radiusV * unit);
  const cosV = Math.cos(focus.tilt) / (focus.radiusV * unit);
  const sinU = Math.sin(focus.tilt) / (focus.radiusU * unit);
  const reach = 1.7 * Math.max(focus.radiusU, focus.radiusV) * unit;
  const bottom = Math.min(size - 1, Math.floor(cy + reach));
  const right = Math.min(size - 1, Math.floor(cx + reach));
  for (let y = Math.max(0, Math.floor(cy - reach)); y <= bottom; y++) {
    for (let x = Math.max(0, Math.floor(cx - reach)); x <= right; x++) {
      const [dx, dy] = [x + 0.5 - cx, y + 0.5 - cy];
      const a = dx * cos + dy * sinU;
      const b = dy * cosV - dx * sin;
      const i = y * size + x;
      const rough = ragged[i] ?? 0;
      const squared = (a * a + b * b) * (1 + rough * (0.22 + 0.0242 * rough));
      const envelope = ENVELOPE[(squared * ENVELOPE_STEPS) | 0] ?? 0;
      haze[i] = (haze[i] ?? 0) + focus.amplitude * envelope * (1 + focus.mottle * 0.55 * rough);
      if (envelope > (share[i] ?? 0)) share[i] = envelope;
    }
  }
}

/** Air-filled bronchi: dark branching lines from the hilum's side through the focus. */
function subtractBronchi(
  haze: Float32Array,
  strokes: Strokes,
  focus: Opacity,
  random: RandomStream,
  frame: PatientFrame,
): void {
  const side = Math.sign(focus.u);
  for (let i = 0; i < 3; i++) {
    let [u, v] = [focus.u - side * focus.radiusU * 0.8, focus.v - focus.radiusV * 0.5];
    let angle = random.uniform(-0.1, 1.1);
    const points: [number, number][] = [[u, v]];
    for (let k = 0; k < 5; k++) {
      angle += random.normal(0, 0.2);
      u += side * Math.cos(angle) * focus.radiusU * 0.3;
      v += Math.sin(angle) * focus.radiusV * 0.3;
      points.push([u, v]);
    }
    trace(
      strokes,
      pathAlong(frame, points, (share) => 0.012 - 0.006 * share),
    );
  }
  paint(strokes, haze, -0.55 * focus.amplitude, HOLLOW);
}

export type PaintedOpacities = { haze: Float32Array; share: Float32Array };

/**
 * Path length of all foci before the lung's outline is applied, never negative, and the greatest envelope of any, the
 * measure of the lesion mask. Both Float32Array [size, size].
 */
export function paintOpacities(
  foci: readonly Opacity[],
  strokes: Strokes,
  random: RandomStream,
  frame: PatientFrame,
): PaintedOpacities {
  const { size } = frame;
  const haze = takePlane(size);
  const share = takePlane(size);
  if (foci.length === 0) return { haze, share };
  const ragged = takePlane(size);
  addTexture(ragged, size, drawLattice(random, PATCHES), 0.95);
  addTexture(ragged, size, drawLattice(random, GRAINS), 0.6);
  for (const focus of foci) {
    addEnvelope(haze, share, ragged, focus, frame);
    if (focus.bronchogram) subtractBronchi(haze, strokes, focus, random, frame);
  }
  for (let i = 0; i < haze.length; i++) haze[i] = Math.max(0, haze[i] ?? 0);
  return { haze, share };
}
