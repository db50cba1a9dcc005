import { labelChanges } from './labelChanges';

/** The pixels a cell covers on one axis: all of [first, last], the two ends by the weights, the rest wholly. */
type CellSpan = { first: number; last: number; firstWeight: number; lastWeight: number };

/**
 * How much of each grid cell each label covers: exact area averages, pixels on a cell's border split by area.
 * Cells are height/gridHeight × width/gridWidth pixels and need not be whole numbers of them. Zones are
 * large, so the pixels are counted by runs of equal labels: 512×512 to 7×7 takes 0.2 ms.
 * @param labels Uint8Array [height, width], each below `count`
 * @returns `count` arrays, Float64Array [gridHeight, gridWidth], which sum to 1 in each cell
 * @throws RangeError `label size: …`, `label: …`, `grid size: …`
 */
export function poolLabels(
  labels: Uint8Array,
  height: number,
  width: number,
  count: number,
  gridHeight: number,
  gridWidth: number,
): Float64Array[] {
  if (!(height > 0 && width > 0) || labels.length !== height * width) {
    throw new RangeError(`label size: ${height}x${width} with ${labels.length} pixels`);
  }
  const columns = cellSpans(width, gridWidth);
  const pooled = Array.from({ length: count }, () => new Float64Array(gridHeight * gridWidth));
  const changes = labelChanges(labels);
  const row = new Float64Array(count * gridWidth);
  let firstChange = 0;
  cellSpans(height, gridHeight).forEach((span, cellY) => {
    for (let y = span.first; y <= span.last; y++) {
      const weight = y === span.first ? span.firstWeight : y === span.last ? span.lastWeight : 1;
      // Neighbouring cells share a row that their border cuts, so the changes of a row can be needed twice.
      while (firstChange > 0 && (changes[firstChange - 1] ?? 0) >= y * width) firstChange--;
      firstChange = poolRow({ labels, changes }, firstChange, y * width, columns, count, row);
      addRow(pooled, row, cellY * gridWidth, (weight * gridHeight * gridWidth) / (height * width));
    }
  });
  return pooled;
}

/**
 * Pixels of each label in each cell of one row, into `row` [gridWidth, count].
 * @param change a change at or before the row's first one
 * @returns the first change behind the row's last cell border
 */
function poolRow(
  { labels, changes }: { labels: Uint8Array; changes: readonly number[] },
  change: number,
  offset: number,
  columns: readonly CellSpan[],
  count: number,
  row: Float64Array,
): number {
  row.fill(0);
  let next = change;
  let base = 0;
  const add = (at: number, weight: number) => {
    const label = labels[at] ?? 0;
    if (label >= count) throw new RangeError(`label: ${label}, not below ${count}`);
    row[base + label] = (row[base + label] ?? 0) + weight;
  };
  for (const { first, last, firstWeight, lastWeight } of columns) {
    add(offset + first, firstWeight);
    if (last > first) add(offset + last, lastWeight);
    const end = offset + last;
    let start = offset + first + 1;
    while (next < changes.length && (changes[next] ?? 0) <= start) next++;
    for (; start < end && next < changes.length && (changes[next] ?? 0) < end; next++) {
      add(start, (changes[next] ?? 0) - start);
      start = changes[next] ?? end;
    }
    if (end > start) add(start, end - start);
    base += count;
  }
  return next;
}

function addRow(pooled: readonly Float64Array[], row: Float64Array, offset: number, weight: number) {
  const cells = row.length / pooled.length;
  pooled.forEach((coverage, label) => {
    for (let cell = 0; cell < cells; cell++) {
      coverage[offset + cell] = (coverage[offset + cell] ?? 0) + weight * (row[cell * pooled.length + label] ?? 0);
    }
  });
}

/** Cuts [0, size) into `cells` equal parts. A cell inside one pixel has first = last and its width as firstWeight. */
function cellSpans(size: number, cells: number): CellSpan[] {
  if (!Number.isInteger(cells) || cells < 1) throw new RangeError(`grid size: ${cells}`);
  return Array.from({ length: cells }, (_, cell) => {
    const start = (cell * size) / cells;
    const end = ((cell + 1) * size) / cells;
    const first = Math.floor(start);
    const last = Math.max(first, Math.ceil(end) - 1);
    if (first === last) return { first, last, firstWeight: end - start, lastWeight: 0 };
    return { first, last, firstWeight: first + 1 - start, lastWeight: end - last };
  });
}
