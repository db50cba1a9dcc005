import type { Coverages } from './outlines';

/** The audit's zones in their order (server/audit/zone.ts), named again so that this folder needs no other. */
export const PHANTOM_ZONES = [
  'marker',
  'frame',
  'lung-left',
  'lung-right',
  'heart',
  'mediastinum',
  'abdomen',
  'body-other',
  'background',
] as const;
export type PhantomZone = (typeof PHANTOM_ZONES)[number];

/** Planes of 0 and 1, Uint8Array [size, size]. */
export type PhantomMasks = {
  /** Each pixel belongs to exactly one, the first of the zones in their order that covers it. */
  zones: Record<PhantomZone, Uint8Array>;
  /** The parts as a segmenter would deliver them, before marker and frame take their pixels. */
  lungLeft: Uint8Array;
  lungRight: Uint8Array;
  lungs: Uint8Array;
  heart: Uint8Array;
};

const HALF = 0.5;

/** Pixels of a frame `width` (a share of the side) wide. */
export function frameWidth(width: number, size: number): number {
  return Math.round(width * size);
}

/**
 * The lung that can be seen ends at the heart, the mediastinum and the dome; the heart ends at the diaphragm. A pixel
 * belongs to what covers at least half of it.
 */
export function drawMasks(covers: Coverages, marker: Uint8Array, frame: number, size: number): PhantomMasks {
  const plane = () => new Uint8Array(size * size);
  const parts = {
    'lung-left': plane(),
    'lung-right': plane(),
    heart: plane(),
    mediastinum: plane(),
    abdomen: plane(),
    'body-other': plane(),
    background: plane(),
  };
  const lungs = plane();
  for (let i = 0; i < size * size; i++) {
    if ((covers.body[i] ?? 0) < HALF) parts.background[i] = 1;
    else if ((covers.belowDiaphragm[i] ?? 0) >= HALF) parts.abdomen[i] = 1;
    else if ((covers.heart[i] ?? 0) >= HALF) parts.heart[i] = 1;
    else if ((covers.vessels[i] ?? 0) >= HALF && (covers.cage[i] ?? 0) >= HALF) parts.mediastinum[i] = 1;
    else if ((covers.lungLeft[i] ?? 0) >= HALF) parts['lung-left'][i] = lungs[i] = 1;
    else if ((covers.lungRight[i] ?? 0) >= HALF) parts['lung-right'][i] = lungs[i] = 1;
    else parts['body-other'][i] = 1;
  }
  const { 'lung-left': left, 'lung-right': right, heart } = parts;
  const delivered = { lungLeft: left.slice(), lungRight: right.slice(), lungs, heart: heart.slice() };
  const shaded = drawFrame(marker, frame, size);
  withhold(Object.values(parts), marker, shaded);
  return { zones: { marker, frame: shaded, ...parts }, ...delivered };
}

/** The collimator's shadow without the marker's pixels. */
function drawFrame(marker: Uint8Array, frame: number, size: number): Uint8Array {
  const width = frameWidth(frame, size);
  const shaded = new Uint8Array(size * size);
  if (width === 0) return shaded;
  shaded.fill(1);
  for (let y = width; y < size - width; y++) shaded.fill(0, y * size + width, (y + 1) * size - width);
  for (let i = 0; i < shaded.length; i++) if (marker[i] === 1) shaded[i] = 0;
  return shaded;
}

/** Takes the pixels of marker and frame from the other zones. */
function withhold(zones: readonly Uint8Array[], marker: Uint8Array, frame: Uint8Array): void {
  for (let i = 0; i < marker.length; i++) {
    if (marker[i] === 1 || frame[i] === 1) for (const zone of zones) zone[i] = 0;
  }
}
