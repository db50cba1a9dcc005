/** A whole number as an ordinal: "1st", "22nd", "83rd", "11th". */
export function ordinal(value: number): string {
  const tens = value % 100;
  const ones = tens > 10 && tens < 14 ? 0 : value % 10;
  return `${value}${['th', 'st', 'nd', 'rd'][ones] ?? 'th'}`;
}
