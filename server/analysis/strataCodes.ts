import { type Category, UNKNOWN } from '@/server/mapStatistics/overRepresented';

/** Values of a variable as codes, null for not known; levels in the order of their names. */
export function strataCodes<By extends string>(by: By, values: readonly (string | null)[]): Category & { by: By } {
  const levels = [...new Set(values)].filter((value) => value !== null).sort();
  const codes = Uint16Array.from(values, (value) => (value === null ? UNKNOWN : levels.indexOf(value)));
  return { by, codes, levels };
}
