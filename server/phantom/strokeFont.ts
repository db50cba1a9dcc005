import type { Point } from './frame';

/** A letter as lines through points; x from 0 to its width, y from 0 (baseline) to 1 (capital height). */
export type Glyph = { width: number; lines: readonly (readonly Point[])[] };

/** An arc about (cx, cy) from one angle to another in degrees, counter-clockwise from the right. */
function arc(cx: number, cy: number, rx: number, ry: number, from: number, to: number, steps = 10): Point[] {
  return Array.from({ length: steps + 1 }, (_, i): Point => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)];
  });
}

const bowl = (width: number, low: number, high: number): Point[] => {
  const ry = (high - low) / 2;
  return [[0, high], ...arc(width - 0.25, high - ry, 0.25, ry, 90, -90), [0, low]];
};

const RING: Glyph = { width: 0.62, lines: [arc(0.31, 0.5, 0.31, 0.5, 0, 360, 20)] };

const GLYPHS: Record<string, Glyph> = {
  P: {
    width: 0.55,
    lines: [
      [
        [0, 0],
        [0, 1],
      ],
      bowl(0.55, 0.46, 1),
    ],
  },
  O: { width: 0.72, lines: [arc(0.36, 0.5, 0.36, 0.5, 0, 360, 20)] },
  R: {
    width: 0.58,
    lines: [
      [
        [0, 0],
        [0, 1],
      ],
      bowl(0.55, 0.48, 1),
      [
        [0.28, 0.48],
        [0.58, 0],
      ],
    ],
  },
  T: {
    width: 0.62,
    lines: [
      [
        [0, 1],
        [0.62, 1],
      ],
      [
        [0.31, 1],
        [0.31, 0],
      ],
    ],
  },
  A: {
    width: 0.66,
    lines: [
      [
        [0, 0],
        [0.33, 1],
        [0.66, 0],
      ],
      [
        [0.12, 0.34],
        [0.54, 0.34],
      ],
    ],
  },
  B: {
    width: 0.57,
    lines: [
      [
        [0, 0],
        [0, 1],
      ],
      bowl(0.53, 0.53, 1),
      bowl(0.57, 0, 0.53),
    ],
  },
  L: {
    width: 0.5,
    lines: [
      [
        [0, 1],
        [0, 0],
        [0.5, 0],
      ],
    ],
  },
  E: {
    width: 0.52,
    lines: [
      [
        [0.52, 1],
        [0, 1],
        [0, 0],
        [0.52, 0],
      ],
      [
        [0, 0.53],
        [0.42, 0.53],
      ],
    ],
  },
  ':': {
    width: 0.02,
    lines: [
      [
        [0.01, 0.12],
        [0.01, 0.14],
      ],
      [
        [0.01, 0.62],
        [0.01, 0.64],
      ],
    ],
  },
  '0': RING,
  '1': {
    width: 0.26,
    lines: [
      [
        [0, 0.8],
        [0.22, 1],
        [0.22, 0],
      ],
    ],
  },
  '2': { width: 0.56, lines: [[...arc(0.28, 0.72, 0.27, 0.28, 170, -30), [0, 0], [0.56, 0]]] },
  '3': { width: 0.56, lines: [arc(0.27, 0.75, 0.25, 0.25, 150, -80), arc(0.27, 0.27, 0.28, 0.27, 80, -150)] },
  '4': {
    width: 0.62,
    lines: [
      [
        [0.46, 0],
        [0.46, 1],
        [0, 0.3],
        [0.62, 0.3],
      ],
    ],
  },
  '5': { width: 0.56, lines: [[[0.5, 1], [0.07, 1], [0.04, 0.55], ...arc(0.27, 0.31, 0.28, 0.31, 115, -150)]] },
  '6': {
    width: 0.58,
    lines: [
      arc(0.29, 0.31, 0.28, 0.31, 0, 360, 16),
      [
        [0.02, 0.36],
        [0.12, 0.75],
        [0.4, 1],
      ],
    ],
  },
  '7': {
    width: 0.54,
    lines: [
      [
        [0, 1],
        [0.54, 1],
        [0.18, 0],
      ],
    ],
  },
  '8': { width: 0.58, lines: [arc(0.29, 0.75, 0.23, 0.25, 0, 360, 16), arc(0.29, 0.26, 0.28, 0.26, 0, 360, 16)] },
  '9': {
    width: 0.58,
    lines: [
      arc(0.29, 0.69, 0.28, 0.31, 0, 360, 16),
      [
        [0.56, 0.64],
        [0.46, 0.25],
        [0.18, 0],
      ],
    ],
  },
};

/**
 * The glyph of a capital, digit or colon that the overlays use.
 * @throws RangeError `glyph: …` for any other
 */
export function glyphOf(letter: string): Glyph {
  const glyph = GLYPHS[letter];
  if (!glyph) throw new RangeError(`glyph: ${letter}`);
  return glyph;
}
