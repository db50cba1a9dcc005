import { type Component, type Components, connectedComponents } from './connectedComponents';
import { hasGlyphEdge } from './glyphEdge';
import type { Mask } from './mask';
import { overlaps, standsBeside } from './mergeGlyphs';
import type { Raster } from './raster';

/** What a letter, an arrow or a lead marker looks like; lengths in shares of the width, area of the image. */
const GLYPH = {
  minArea: 0.00004,
  maxArea: 0.015,
  minHeight: 0.008,
  /** SCIENCE §6 says .08, which missed all of the big letters of the phantoms: with the blur they are .11 high. */
  maxHeight: 0.12,
  minWidth: 0.005,
  maxWidth: 0.12,
  /** Area / box: a wire or a rib's edge fills less of its box, a solid block more. */
  minFill: 0.2,
  maxFill: 0.95,
} as const;

/** How sharp a stroke beside or around a glyph has to be, compared with a glyph. */
const COMPANION_STRICTNESS = 0.6;

/**
 * The components of a candidate mask that look like glyphs: small, of thin strokes and with sharp edges
 * (SCIENCE §6 step 3), and what goes with them: the ring around a letter, which fills little of its box, and letters of
 * the same line that are blurred or run into what is behind them. Letters that touch are one glyph.
 * @throws RangeError `mask size: …`
 */
export function findGlyphs(raster: Raster, candidates: Mask): Component[] {
  const found = connectedComponents(candidates, 8);
  const glyphs = found.components.filter(
    (component) => hasGlyphSize(component, raster) && hasGlyphEdge(component, found, raster),
  );
  return [...glyphs, ...companions(glyphs, found, raster)];
}

/** The strokes beside or around glyphs, those beside such strokes, and so on. */
function companions(glyphs: readonly Component[], found: Components, raster: Raster): Component[] {
  const taken = new Set(glyphs);
  const strokes = found.components.filter((component) => hasStrokeSize(component, raster));
  const all: Component[] = [];
  for (let members = glyphs; members.length > 0; ) {
    members = strokes.filter(
      (stroke) =>
        !taken.has(stroke) &&
        members.some((member) => overlaps(member, stroke) || standsBeside(member, stroke)) &&
        hasGlyphEdge(stroke, found, raster, COMPANION_STRICTNESS),
    );
    for (const member of members) taken.add(member);
    all.push(...members);
  }
  return all;
}

function hasStrokeSize({ area, width, height }: Component, image: Raster): boolean {
  return (
    2 * area >= GLYPH.minArea * image.height * image.width &&
    height <= GLYPH.maxHeight * image.width &&
    width <= GLYPH.maxWidth * image.width
  );
}

function hasGlyphSize({ area, width, height }: Component, image: Raster): boolean {
  const share = area / (image.height * image.width);
  const fill = area / (width * height);
  return (
    share >= GLYPH.minArea &&
    share <= GLYPH.maxArea &&
    height >= GLYPH.minHeight * image.width &&
    height <= GLYPH.maxHeight * image.width &&
    width >= GLYPH.minWidth * image.width &&
    width <= GLYPH.maxWidth * image.width &&
    fill >= GLYPH.minFill &&
    fill <= GLYPH.maxFill
  );
}
