import { subtractAirways } from './airways';
import { addClavicles, addHumeri, addScapulae } from './bones';
import { detect } from './detector';
import { type PatientFrame, patientFrame } from './frame';
import { LESION_SHARE, paintOpacities } from './opacities';
import { drawCoverages, drawShapes } from './outlines';
import { drawOverlays } from './overlays';
import { freePlanes, takePlane } from './planes';
import { openStream } from './random';
import { addRibs } from './ribs';
import { drawSoftTissue, type SoftTissue } from './softTissue';
import { addSpine } from './spine';
import { openStrokes, type Strokes } from './strokes';
import type { PhantomStudy } from './study';
import { addTexture, drawLattice } from './texture';
import { drawVessels } from './vessels';
import { drawMasks, frameWidth, type PhantomMasks } from './zones';

export type Phantom = PhantomMasks & {
  height: number;
  width: number;
  /** 8-bit grey values, dense bright (MONOCHROME2), Uint8Array [height, width]. */
  pixels: Uint8Array;
  /** 0 or 1: pneumonic opacity above `LESION_SHARE` of its amplitude, in lung that can be seen. */
  lesions: Uint8Array;
};

/** Sides a phantom may have, in pixels. */
export const PHANTOM_SIZES = { least: 112, most: 512 } as const;

/** Blood's path length per unit of a vessel's chord, in an average patient. */
const BLOOD = 7.5;

/** A pixel is the overlays' when they cover this much of it. */
const INKED = 0.4;

/** Grey value of the collimator's shadow. */
const SHADOW = 0.02;

/** Texture of the lung below what is drawn as vessels, and of all tissue, by cells across the picture. */
const PARENCHYMA = [
  [18, 0.014],
  [44, 0.016],
  [90, 0.016],
] as const;
const TISSUE = [
  [9, 0.02],
  [24, 0.014],
] as const;

/** Adds what lies in the air: vessels, parenchyma, haze and opacities; returns the greatest envelope of any opacity. */
function addLungContents(
  { t, air }: SoftTissue,
  strokes: Strokes,
  study: PhantomStudy,
  frame: PatientFrame,
): Float32Array {
  const { seed, anatomy } = study;
  const vessels = drawVessels(openStream(seed, 'vessels'), anatomy, frame);
  const texture = takePlane(frame.size);
  const random = openStream(seed, 'parenchyma');
  for (const [cells, amplitude] of PARENCHYMA) addTexture(texture, frame.size, drawLattice(random, cells), amplitude);
  const { haze, share } = paintOpacities(study.opacities, strokes, openStream(seed, 'mottle'), frame);
  const blood = BLOOD * anatomy.congestion;
  for (let i = 0; i < t.length; i++) {
    const inside = (vessels[i] ?? 0) * blood + (texture[i] ?? 0) + (haze[i] ?? 0) + anatomy.haze;
    t[i] = (t[i] ?? 0) + (air[i] ?? 0) * inside;
  }
  return share;
}

function addBones(
  t: Float32Array,
  strokes: Strokes,
  study: PhantomStudy,
  body: Float32Array,
  frame: PatientFrame,
): void {
  const { anatomy } = study;
  const bone = takePlane(frame.size);
  const random = openStream(study.seed, 'tissue');
  for (const [cells, amplitude] of TISSUE) addTexture(bone, frame.size, drawLattice(random, cells), amplitude);
  addSpine(bone, strokes, anatomy, frame);
  addRibs(bone, strokes, anatomy, frame);
  addScapulae(bone, strokes, anatomy, frame);
  addHumeri(bone, strokes, anatomy, frame);
  addClavicles(bone, strokes, anatomy, frame);
  for (let i = 0; i < t.length; i++) {
    t[i] = (t[i] ?? 0) + anatomy.boneDensity * (bone[i] ?? 0) * (body[i] ?? 0);
  }
}

/** Grey values 0–1 under frame and overlays, as 8 bits. */
function develop(grey: Float32Array, ink: Float32Array, frame: number, size: number): Uint8Array {
  const width = frameWidth(frame, size);
  const pixels = new Uint8Array(size * size);
  for (let y = 0; y < size; y++) {
    const shaded = y < width || y >= size - width;
    for (let x = 0; x < size; x++) {
      const i = y * size + x;
      const value = shaded || x < width || x >= size - width ? SHADOW : (grey[i] ?? 0);
      const over = ink[i] ?? 0;
      pixels[i] = Math.round(255 * Math.max(value, over + value * (1 - Math.min(1, over * 1.02))));
    }
  }
  return pixels;
}

/** 1 where a plane is above the limit. */
function above(plane: Float32Array, limit: number): Uint8Array {
  const mask = new Uint8Array(plane.length);
  for (let i = 0; i < mask.length; i++) mask[i] = (plane[i] ?? 0) > limit ? 1 : 0;
  return mask;
}

/**
 * Renders a study: path lengths of soft tissue, air, vessels, opacities and bones; detector; collimator and overlays;
 * and the exact masks of all of it. The same study at another size is the same patient, with its own grain of noise.
 * @throws RangeError `phantom size: …` unless a whole number from 112 to 512
 */
export function renderPhantom(study: PhantomStudy, size: number): Phantom {
  const { least, most } = PHANTOM_SIZES;
  if (!Number.isInteger(size) || size < least || size > most) throw new RangeError(`phantom size: ${size}`);
  const { seed, anatomy, acquisition } = study;
  const frame = patientFrame(anatomy, size);
  freePlanes(size);
  const strokes = openStrokes(size);
  const shapes = drawShapes(anatomy, frame);
  const covers = drawCoverages(shapes, size);
  const tissue = drawSoftTissue(anatomy, shapes, covers, frame);
  const { t } = tissue;
  const share = addLungContents(tissue, strokes, study, frame);
  subtractAirways(t, strokes, anatomy, frame);
  addBones(t, strokes, study, covers.body, frame);
  for (let i = 0; i < t.length; i++) t[i] = Math.max(0, t[i] ?? 0);
  const grey = detect(t, size, acquisition, openStream(seed, `noise ${size}`));
  const ink = drawOverlays(study, strokes);
  const pixels = develop(grey, ink, acquisition.frame, size);
  const masks = drawMasks(covers, above(ink, INKED), acquisition.frame, size);
  const lesions = above(share, LESION_SHARE);
  for (let i = 0; i < lesions.length; i++) lesions[i] = (lesions[i] ?? 0) & (masks.lungs[i] ?? 0);
  return { height: size, width: size, pixels, ...masks, lesions };
}
