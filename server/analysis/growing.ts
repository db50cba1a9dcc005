/** A list of numbers in 8 bytes each that grows as it is read. */
export type Growing = { push(value: number): void; values(): Float64Array<ArrayBuffer>; readonly length: number };

export function growing(): Growing {
  let held = new Float64Array(4096);
  let length = 0;
  return {
    push(value) {
      if (length === held.length) {
        const larger = new Float64Array(2 * length);
        larger.set(held);
        held = larger;
      }
      held[length++] = value;
    },
    values: () => held.slice(0, length),
    get length() {
      return length;
    },
  };
}
