/** A rectangle of whole pixels. */
export type Box = { x: number; y: number; width: number; height: number };

/** `text`: at least four glyphs in a line (PORTABLE, ERECT); `marker`: fewer (L, R, AP, an arrow). */
export type MarkerBox = Box & { kind: 'text' | 'marker' };

const TEXT_GLYPHS = 4;

/**
 * Merges glyphs into lines: boxes that overlap, or that stand on one baseline with a gap of at most 1.2 × their
 * height (SCIENCE §6 step 5). Letters that touch count as one glyph for each height of their width.
 */
export function mergeGlyphs(glyphs: readonly Box[]): MarkerBox[] {
  const lines: Box[][] = [];
  for (const glyph of glyphs) {
    const joined = [glyph];
    for (let i = lines.length - 1; i >= 0; i--) {
      const line = lines[i];
      if (!line?.some((member) => belongTogether(member, glyph))) continue;
      joined.push(...line);
      lines.splice(i, 1);
    }
    lines.push(joined);
  }
  return lines.map((line) => {
    const count = line.reduce((sum, { width, height }) => sum + Math.max(1, Math.round(width / height)), 0);
    return { ...boundingBox(line), kind: count >= TEXT_GLYPHS ? 'text' : 'marker' };
  });
}

/** How far two boxes are apart on each axis; below 0 where they overlap. */
function gapsOf(a: Box, b: Box): [across: number, down: number] {
  const across = Math.max(a.x, b.x) - Math.min(a.x + a.width, b.x + b.width);
  const down = Math.max(a.y, b.y) - Math.min(a.y + a.height, b.y + b.height);
  return [across, down];
}

/** Whether two boxes share a pixel. */
export function overlaps(a: Box, b: Box): boolean {
  const [across, down] = gapsOf(a, b);
  return across < 0 && down < 0;
}

/** Whether two boxes are letters of one word: as high as each other, on one baseline, less than a letter apart. */
export const standsBeside = (a: Box, b: Box): boolean => standOnBaseline(a, b, 0.7, 0.25, 0.8);

const belongTogether = (a: Box, b: Box): boolean => overlaps(a, b) || standOnBaseline(a, b, 0.5, 0.5, 1.2);

/** Ratio of the heights at least, offset of the feet and gap at most, both by the larger height. */
function standOnBaseline(a: Box, b: Box, ratio: number, offset: number, gap: number): boolean {
  const smaller = Math.min(a.height, b.height);
  const larger = Math.max(a.height, b.height);
  const feet = Math.abs(a.y + a.height - b.y - b.height);
  return smaller >= ratio * larger && feet <= offset * larger && gapsOf(a, b)[0] <= gap * larger;
}

function boundingBox(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
