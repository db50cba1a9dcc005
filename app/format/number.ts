/** A true minus (U+2212), as wide as a plus in tabular figures. */
const MINUS = '−';

/** A no-break space: keeps a number and its unit on one line. */
export const NBSP = '\u00a0';

const withMinus = (text: string): string => text.replace('-', MINUS);

/** A number with `digits` decimals and a true minus; never "−0.00". */
export function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return withMinus(Number(text) === 0 ? text.replace('-', '') : text);
}

/** Like `fixed`, with a sign for every value that does not round to 0: changes, logits of a ledger. */
export function signed(value: number, digits: number): string {
  const text = fixed(value, digits);
  return Number(value.toFixed(digits)) > 0 ? `+${text}` : text;
}

/** A count with thousands commas. */
export const count = (value: number): string => withMinus(value.toLocaleString('en-US', { maximumFractionDigits: 0 }));

/** "1 case", "2 cases"; the plural is the singular with an s unless told. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;
