/**
 * Undoes the filters of a PNG's rows in place (W3C PNG §9.2).
 * @param rows Uint8Array [height, 1 + bytes of a row]: the filter of a row stands before it
 * @param step bytes of a whole pixel
 * @returns false for a filter that there is not
 */
export function unfilterRows(rows: Uint8Array, height: number, step: number): boolean {
  const stride = rows.length / height;
  let above: Uint8Array = new Uint8Array(stride - 1);
  for (let y = 0; y < height; y++) {
    const row = rows.subarray(y * stride + 1, (y + 1) * stride);
    const unfilter = FILTERS[rows[y * stride] ?? 0];
    if (unfilter === undefined) return false;
    unfilter(row, above, step);
    above = row;
  }
  return true;
}

type Unfilter = (row: Uint8Array, above: Uint8Array, step: number) => void;

/** By their number in the file. */
const FILTERS: readonly Unfilter[] = [() => undefined, addLeft, addAbove, addMean, addPaeth];

function addLeft(row: Uint8Array, _: Uint8Array, step: number): void {
  for (let i = step; i < row.length; i++) row[i] = (row[i] ?? 0) + (row[i - step] ?? 0);
}

function addAbove(row: Uint8Array, above: Uint8Array): void {
  for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) + (above[i] ?? 0);
}

function addMean(row: Uint8Array, above: Uint8Array, step: number): void {
  for (let i = 0; i < step; i++) row[i] = (row[i] ?? 0) + ((above[i] ?? 0) >> 1);
  for (let i = step; i < row.length; i++) row[i] = (row[i] ?? 0) + (((row[i - step] ?? 0) + (above[i] ?? 0)) >> 1);
}

function addPaeth(row: Uint8Array, above: Uint8Array, step: number): void {
  for (let i = 0; i < step; i++) row[i] = (row[i] ?? 0) + (above[i] ?? 0);
  for (let i = step; i < row.length; i++) {
    row[i] = (row[i] ?? 0) + paeth(row[i - step] ?? 0, above[i] ?? 0, above[i - step] ?? 0);
  }
}

/** The neighbour nearest to left + above − corner; the first of them on a tie. */
function paeth(left: number, above: number, corner: number): number {
  const byLeft = Math.abs(above - corner);
  const byAbove = Math.abs(left - corner);
  const byCorner = Math.abs(left + above - 2 * corner);
  if (byLeft <= byAbove && byLeft <= byCorner) return left;
  return byAbove <= byCorner ? above : corner;
}
