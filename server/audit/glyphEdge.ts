import type { Component, Components } from './connectedComponents';
import type { Raster } from './raster';

/** What an outline of a letter or a lead marker is like; the length is a share of the width. */
const EDGE = {
  /** 2 × area / outline pixels. */
  maxStroke: 0.03,
  /** Mean step across the outline on [0, 1]: 0.25 separates ink and lead from bone (SCIENCE §6). */
  minSharpness: 0.25,
  /** Share of the outline with at least half that step: beside a redaction box or a collimator one side is soft. */
  minSharpShare: 0.7,
} as const;

/**
 * Whether a component has thin strokes and sharp edges, both from the outline: pixels with an edge neighbour outside the
 * component.
 * @param strictness what the limits of sharpness are multiplied by, 0–1
 */
export function hasGlyphEdge(component: Component, found: Components, image: Raster, strictness = 1): boolean {
  const own = cutOut(component, found);
  const stride = component.width + 2;
  let outline = 0;
  let steps = 0;
  let sharp = 0;
  for (let y = 0; y < component.height; y++) {
    for (let x = 0; x < component.width; x++) {
      const at = (y + 1) * stride + x + 1;
      if (!own[at] || (own[at - 1] && own[at + 1] && own[at - stride] && own[at + stride])) continue;
      outline++;
      const step = stepAt(image, component.x + x, component.y + y);
      steps += step;
      if (step >= EDGE.minSharpness / 2) sharp++;
    }
  }
  const stroke = (2 * component.area) / outline;
  const isSharp =
    steps / outline >= strictness * EDGE.minSharpness && sharp / outline >= strictness * EDGE.minSharpShare;
  return isSharp && stroke <= EDGE.maxStroke * image.width;
}

/** The component alone, with a margin of one pixel that is not its own: Uint8Array [height + 2, width + 2], 0 or 1. */
function cutOut({ label, x, y, width, height }: Component, { runs, labels }: Components): Uint8Array {
  const stride = width + 2;
  const own = new Uint8Array((height + 2) * stride);
  for (let row = 0; row < height; row++) {
    const offset = (row + 1) * stride + 1 - x;
    for (let run = runs.rows[y + row] ?? 0; run < (runs.rows[y + row + 1] ?? 0); run++) {
      if (labels[run] === label) own.fill(1, offset + (runs.start[run] ?? 0), offset + (runs.end[run] ?? 0));
    }
  }
  return own;
}

/** Central difference over one pixel of a 512-wide image, on [0, 1]. */
function stepAt({ height, width, pixels }: Raster, x: number, y: number): number {
  const reach = Math.max(1, Math.round(width / 512));
  const right = pixels[y * width + Math.min(width - 1, x + reach)] ?? 0;
  const left = pixels[y * width + Math.max(0, x - reach)] ?? 0;
  const below = pixels[Math.min(height - 1, y + reach) * width + x] ?? 0;
  const above = pixels[Math.max(0, y - reach) * width + x] ?? 0;
  return Math.hypot(right - left, below - above) / 255;
}
