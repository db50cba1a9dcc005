/** Which column a table goes by, and whether its largest value is first. */
export type Order<K extends string = string> = { by: K; down: boolean };

/** What a row is sorted by; null where it has no value. */
export type SortValue = number | string | null;

/** An order as the URL has it: "n" smallest first, "-n" largest first. Null for a column that is not in `keys`. */
export function parseOrder<K extends string>(text: string | undefined, keys: readonly K[]): Order<K> | null {
  const down = text?.startsWith('-') ?? false;
  const by = keys.find((key) => key === (down ? text?.slice(1) : text));
  return by === undefined ? null : { by, down };
}

export const orderText = ({ by, down }: Order): string => `${down ? '-' : ''}${by}`;

/** What a click on the head of `by` asks for: `first` when it is not sorted by, then the other way round, then none. */
export function nextOrder<K extends string>(now: Order<K> | null, by: K, first: 'up' | 'down'): Order<K> | null {
  const down = first === 'down';
  if (now?.by !== by) return { by, down };
  return now.down === down ? { by, down: !down } : null;
}

/** Rows in order; those without a value last whichever way, those of equal value as they were. */
export function ordered<T>(rows: readonly T[], down: boolean, sortValue: (row: T) => SortValue): T[] {
  return rows
    .map((row) => ({ row, value: sortValue(row) }))
    .toSorted((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
      return compare(a.value, b.value) * (down ? -1 : 1);
    })
    .map(({ row }) => row);
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}
