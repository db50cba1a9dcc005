/** A straight scale from a domain of values to a range of pixels. */
export type Scale = (value: number) => number;

/** Maps [from, to] to [start, end], clamped to it; a domain without width maps to its middle. */
export function linear(from: number, to: number, start: number, end: number): Scale {
  const width = to - from;
  return (value) => {
    const position = width === 0 ? 0.5 : Math.min(Math.max((value - from) / width, 0), 1);
    return start + position * (end - start);
  };
}

/** Round steps (1, 2, 5 × 10^k) inside [from, to], at most `most` of them plus one. */
export function ticks(from: number, to: number, most: number): number[] {
  if (!(to > from)) return [from];
  const rough = (to - from) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((m) => m * power >= rough * (1 - 1e-9)) ?? 10) * power;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
