/** A part of an image that fits into a texture: the pixels that it draws, and those that its texture holds. */
export type Tile = { core: Box; held: Box };
type Box = { left: number; top: number; width: number; height: number };

/**
 * Cuts an image into tiles whose textures are at most `most` pixels a side. A texture holds `border` pixels beyond
 * what its tile draws, where there are any, so that averaging sees no seam.
 */
export function tilesOf(height: number, width: number, most: number, border: number): Tile[] {
  const rows = spans(height, most, border);
  const columns = spans(width, most, border);
  return rows.flatMap((row) =>
    columns.map((column) => ({
      core: { left: column.start, top: row.start, width: column.length, height: row.length },
      held: { left: column.from, top: row.from, width: column.to - column.from, height: row.to - row.from },
    })),
  );
}

type Span = { start: number; length: number; from: number; to: number };

function spans(length: number, most: number, border: number): Span[] {
  if (!(most > 2 * border)) throw new RangeError(`most: ${most} with a border of ${border}`);
  const count = length <= most ? 1 : Math.ceil(length / (most - 2 * border));
  return Array.from({ length: count }, (_, i) => {
    const [start, end] = [Math.round((i * length) / count), Math.round(((i + 1) * length) / count)];
    const [from, to] = count === 1 ? [0, length] : [Math.max(0, start - border), Math.min(length, end + border)];
    return { start, length: end - start, from, to };
  });
}
