/** The same numbers for a batch of this size would be a bomb, not metadata. */
const MOST_NUMBERS = 4_096;

/**
 * Dimensions in which `count` numbers an image are fed for `batch` images, given what the graph declares (null where
 * free): the first dimension is the batch's unless the numbers fill all declared ones. Null when they do not fit.
 */
export function extraDims(declared: readonly (number | null)[], count: number, batch: number): number[] | null {
  if (count > MOST_NUMBERS) return null;
  const fixed = declared.every((dim) => dim !== null) ? declared.filter((dim) => dim !== null) : null;
  const holds = fixed?.reduce((product, dim) => product * dim, 1);
  const [first, ...rest] = declared;
  if (fixed !== null && holds === count && (first ?? 1) !== batch) return fixed;
  if (first === undefined) return count === 1 ? [] : null;
  if (first !== null && first !== batch) return null;
  const free = rest.filter((dim) => dim === null).length;
  const known = rest.reduce<number>((product, dim) => product * (dim ?? 1), 1);
  if (free > 1 || count % known !== 0 || (free === 0 && known !== count)) return null;
  return [batch, ...rest.map((dim) => dim ?? count / known)];
}
