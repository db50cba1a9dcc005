import { takePlane } from './planes';
import { ellipse } from './spline';
import { glyphOf } from './strokeFont';
import { type Strokes, trace } from './strokes';
import type { Annotation, LeadMarker, PhantomStudy } from './study';

/** Half a stroke's width by the height of the letter, in text and in lead; at least this many pixels. */
const TEXT_WEIGHT = 0.075;
const LEAD_WEIGHT = { big: 0.13, small: 0.105, ringed: 0.095 } as const;
const THINNEST = 0.5;

/** Space between letters by their height. */
const SPACING = 0.28;

type Pen = { radius: number; brightness: number; ink: Float32Array; strokes: Strokes };

/**
 * Draws a line through points in pixels with round ends, antialiased over one pixel. The band is traced a pixel too
 * wide, and its edge found from the distance.
 */
function drawLine({ radius, brightness, ink, strokes }: Pen, points: readonly (readonly [number, number])[]): void {
  const wide = radius + 1;
  trace(
    strokes,
    points.flatMap(([x, y]) => [x, y, wide]),
  );
  const { size, left, right, top, bottom, nearest } = strokes;
  for (let y = top; y <= bottom; y++) {
    for (let i = y * size + left; i <= y * size + right; i++) {
      const bright = brightness * Math.min(1, radius + 0.5 - Math.sqrt(nearest[i] ?? 1) * wide);
      if (bright > (ink[i] ?? 0)) ink[i] = bright;
      nearest[i] = 1;
    }
  }
  strokes.left = strokes.top = size;
  strokes.right = strokes.bottom = -1;
}

function writeText(ink: Float32Array, strokes: Strokes, { text, x, y, height, brightness }: Annotation): void {
  const tall = height * strokes.size;
  const pen = { radius: Math.max(THINNEST, TEXT_WEIGHT * tall), brightness, ink, strokes };
  const foot = y * strokes.size;
  let start = x * strokes.size;
  for (const letter of text) {
    const { width, lines } = glyphOf(letter);
    for (const line of lines) {
      drawLine(
        pen,
        line.map(([gx, gy]) => [start + gx * tall, foot - gy * tall] as const),
      );
    }
    start += (width + SPACING) * tall;
  }
}

function setLead(ink: Float32Array, strokes: Strokes, { style, x, y, height, tilt, brightness }: LeadMarker): void {
  const { size } = strokes;
  const tall = height * size;
  const pen = { radius: Math.max(THINNEST, LEAD_WEIGHT[style] * tall), brightness, ink, strokes };
  const { width, lines } = glyphOf('L');
  const turn = ([gx, gy]: readonly [number, number]): readonly [number, number] => {
    const [dx, dy] = [(gx - width / 2) * tall, (0.5 - gy) * tall];
    return [x * size + dx * Math.cos(tilt) - dy * Math.sin(tilt), y * size + dx * Math.sin(tilt) + dy * Math.cos(tilt)];
  };
  for (const line of lines) drawLine(pen, line.map(turn));
  if (style !== 'ringed') return;
  const ring = ellipse([x * size, y * size], tall * 0.98, tall * 0.98);
  drawLine({ ...pen, radius: Math.max(THINNEST, 0.05 * tall) }, [...ring, ...ring.slice(0, 1)]);
}

/** Brightness 0–1 of everything set on or burnt into the picture, antialiased; Float32Array [size, size]. */
export function drawOverlays({ marker, annotations }: PhantomStudy, strokes: Strokes): Float32Array {
  const ink = takePlane(strokes.size);
  if (marker) setLead(ink, strokes, marker);
  for (const line of annotations) writeText(ink, strokes, line);
  return ink;
}
