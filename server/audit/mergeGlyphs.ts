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

function belongTogether(a: Box, b: Box): boolean {
  const gapX = Math.max(a.x, b.x) - Math.min(a.x + a.width, b.x + b.width);
  const gapY = Math.max(a.y, b.y) - Math.min(a.y + a.height, b.y + b.height);
  if (gapX < 0 && gapY < 0) return true;
  const smaller = Math.min(a.height, b.height);
  const larger = Math.max(a.height, b.height);
  const baseline = Math.abs(a.y + a.height - b.y - b.height);
  return smaller >= larger / 2 && baseline <= larger / 2 && gapX <= 1.2 * larger;
}

function boundingBox(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
