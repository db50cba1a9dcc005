import type { RandomStream } from './random';

/** A lattice of normal numbers over the picture; the same at every size. */
export type Lattice = { cells: number; values: Float32Array };

export function drawLattice(random: RandomStream, cells: number): Lattice {
  // The sum of four uniform numbers: near enough to normal, and cheap.
  const values = Float32Array.from({ length: (cells + 1) ** 2 }, () => {
    const bits = random.bits();
    const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
    return (sum - 510) / 147.8;
  });
  return { cells, values };
}

/** Adds the lattice, interpolated with smooth steps, times `amplitude`, to a plane [size, size]. */
export function addTexture(target: Float32Array, size: number, { cells, values }: Lattice, amplitude: number): void {
  const places = new Int32Array(size);
  const weights = new Float32Array(size);
  for (let x = 0; x < size; x++) {
    const at = ((x + 0.5) / size) * cells;
    const cell = Math.min(cells - 1, Math.floor(at));
    const t = at - cell;
    places[x] = cell;
    weights[x] = t * t * (3 - 2 * t);
  }
  const line = new Float32Array(cells + 1);
  for (let y = 0; y < size; y++) {
    const row = (places[y] ?? 0) * (cells + 1);
    const w = weights[y] ?? 0;
    for (let k = 0; k <= cells; k++) {
      const a = values[row + k] ?? 0;
      line[k] = amplitude * (a + w * ((values[row + cells + 1 + k] ?? 0) - a));
    }
    for (let x = 0; x < size; x++) {
      const cell = places[x] ?? 0;
      const a = line[cell] ?? 0;
      const i = y * size + x;
      target[i] = (target[i] ?? 0) + a + (weights[x] ?? 0) * ((line[cell + 1] ?? 0) - a);
    }
  }
}
