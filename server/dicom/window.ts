/** VOI LUT Function (0028,1056), PS3.3 C.11.2.1.3. */
export const WINDOW_FUNCTIONS = ['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const;

/** `center` and `width` in modality values; LINEAR needs width ≥ 1, the others width > 0. */
export type Window = { center: number; width: number; shape: (typeof WINDOW_FUNCTIONS)[number] };

const TOP = 255;

/** PS3.3 C.11.2.1.2.1: the half pixel in c − 0.5 and w − 1 is the standard's. */
function linear(value: number, center: number, width: number): number {
  const middle = center - 0.5;
  if (value <= middle - (width - 1) / 2) return 0;
  if (value > middle + (width - 1) / 2) return TOP;
  return ((value - middle) / (width - 1) + 0.5) * TOP;
}

/** PS3.3 C.11.2.1.3.2. */
function linearExact(value: number, center: number, width: number): number {
  if (value <= center - width / 2) return 0;
  if (value > center + width / 2) return TOP;
  return ((value - center) / width + 0.5) * TOP;
}

/** PS3.3 C.11.2.1.3.1. */
function sigmoid(value: number, center: number, width: number): number {
  return TOP / (1 + Math.exp((-4 * (value - center)) / width));
}

/** Maps a modality value to 0–255, unrounded, y_min = 0 and y_max = 255. */
export function applyWindow(value: number, { center, width, shape }: Window): number {
  switch (shape) {
    case 'LINEAR':
      return linear(value, center, width);
    case 'LINEAR_EXACT':
      return linearExact(value, center, width);
    case 'SIGMOID':
      return sigmoid(value, center, width);
  }
}
