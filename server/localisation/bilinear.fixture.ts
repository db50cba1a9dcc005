import type { Enlarge } from './localise';

/** Bilinear with half-pixel centres and clamped edges, pixel by pixel; the reference of tests. */
export const bilinear: Enlarge = (values, [height, width], [toHeight, toWidth]) => {
  const at = (y: number, x: number): number => values[y * width + x] ?? Number.NaN;
  const place = (i: number, from: number, to: number): [number, number, number] => {
    const source = Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
    const low = Math.floor(source);
    return [low, Math.min(low + 1, from - 1), source - low];
  };
  return Float32Array.from({ length: toHeight * toWidth }, (_, i) => {
    const [top, bottom, v] = place(Math.floor(i / toWidth), height, toHeight);
    const [left, right, u] = place(i % toWidth, width, toWidth);
    return (
      (at(top, left) * (1 - u) + at(top, right) * u) * (1 - v) +
      (at(bottom, left) * (1 - u) + at(bottom, right) * u) * v
    );
  });
};
