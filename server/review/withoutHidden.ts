/**
 * A copy of an answer without what names one of `hidden` (ids of images): entries of lists that are such an id, or
 * objects which have one as the value of a key. What was counted with them stays as it was.
 */
export function withoutHidden<T>(answer: T, hidden: ReadonlySet<string>): T {
  return hidden.size === 0 ? answer : (shown(answer, hidden) as T);
}

function shown(value: unknown, hidden: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.filter((entry) => !names(entry, hidden)).map((entry) => shown(entry, hidden));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, shown(held, hidden)]));
}

function names(entry: unknown, hidden: ReadonlySet<string>): boolean {
  const values = isPlain(entry) ? Object.values(entry) : [entry];
  return values.some((value) => typeof value === 'string' && hidden.has(value));
}

/** Dates, typed arrays and the like stay as they are. */
const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
