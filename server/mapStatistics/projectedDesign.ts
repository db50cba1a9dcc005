import { murmur3 } from '@/server/stats/murmur3';

/** Columns that an embedding is projected to. */
export const PROJECTED = 64;

/** `design`: Float64Array [n, columns], the first column ones, the others of mean 0 and standard deviation 1. */
export type Design = { design: Float64Array; columns: number };

/**
 * Embeddings as columns of a regression: more than 64 dimensions are projected to 64 with a random Gaussian matrix from a
 * hash of the seed, which keeps distances to about 1/√64 (Johnson, Lindenstrauss 1984; SCIENCE §4.1, item 10), then each
 * column is standardised; one without spread is left out. O(n · dimensions · 64).
 * @param values Float32Array [n, dimensions]
 * @throws RangeError `embedding: …` unless whole rows of finite numbers
 */
export function projectedDesign(values: Float32Array, dimensions: number, seed: number): Design {
  const n = values.length / dimensions;
  if (!(dimensions >= 1) || !Number.isInteger(n)) throw new RangeError(`embedding: ${values.length} of ${dimensions}`);
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw new RangeError(`embedding: ${wrong}`);
  const columns = dimensions > PROJECTED ? projected(values, dimensions, seed) : separate(values, dimensions);
  const kept = columns.flatMap((column) => standardised(column) ?? []);
  const width = kept.length + 1;
  const design = new Float64Array(n * width).fill(1);
  for (const [c, column] of kept.entries()) {
    for (const [i, value] of column.entries()) design[i * width + c + 1] = value;
  }
  return { design, columns: width };
}

function separate(values: Float32Array, dimensions: number): Float64Array[] {
  const n = values.length / dimensions;
  return Array.from({ length: dimensions }, (_, c) =>
    Float64Array.from({ length: n }, (__, i) => values[i * dimensions + c] ?? 0),
  );
}

function projected(values: Float32Array, dimensions: number, seed: number): Float64Array[] {
  const n = values.length / dimensions;
  return Array.from({ length: PROJECTED }, (_, c) => {
    const weights = Float64Array.from({ length: dimensions }, (__, k) => gaussian(c * dimensions + k, seed));
    return Float64Array.from({ length: n }, (__, i) => {
      let sum = 0;
      for (let k = 0; k < dimensions; k++) sum += (weights[k] ?? 0) * (values[i * dimensions + k] ?? 0);
      return sum;
    });
  });
}

/** Standard normal number of a place, by Box and Muller. */
function gaussian(place: number, seed: number): number {
  const [radius, angle] = [murmur3([place, 0], seed), murmur3([place, 1], seed)];
  return Math.sqrt(-2 * Math.log((radius + 1) / 2 ** 32)) * Math.cos((2 * Math.PI * angle) / 2 ** 32);
}

/** Null without spread, up to rounding. */
function standardised(column: Float64Array): Float64Array | null {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  const spread = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length);
  return spread > 1e-9 * Math.max(1e-9, Math.abs(mean)) ? column.map((value) => (value - mean) / spread) : null;
}
