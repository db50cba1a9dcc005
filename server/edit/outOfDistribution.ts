/** Neighbour whose distance is taken, images that are needed at least, and the share of real images that stay within. */
export const NEIGHBOUR = 5;
export const LEAST_REFERENCES = 100;
export const MOST_REFERENCES = 1000;
export const WITHIN = 0.99;

/** Embeddings of real images, each dimension divided by its standard deviation among them, and their distances. */
export type EmbeddingReference = {
  count: number;
  dimensions: number;
  /** Float32Array [count, dimensions], standardised. */
  standardised: Float32Array;
  /** Float64Array [dimensions]: what an embedding is multiplied by. */
  scale: Float64Array;
  /** 99th percentile of the references' own distances, each without itself. */
  distanceLimit: number;
};

/**
 * What edited pictures are compared with: an edit whose embedding lies further from real ones than nearly all real ones
 * do is not interpretable (SCIENCE §5). Distance is Euclidean to the fifth nearest neighbour, in standard deviations of
 * each dimension; a dimension that is the same in all references is measured in the root mean square of the others'.
 * O(count² · dimensions).
 *
 * Source: Sun et al., Out-of-distribution detection with deep nearest neighbors, ICML 2022.
 * @param embeddings Float32Array [count, dimensions], finite; of more than `MOST_REFERENCES` the first ones are used
 * @returns null of fewer than `LEAST_REFERENCES`
 * @throws RangeError `embeddings: …` when they do not divide into rows
 */
export function embeddingReference(embeddings: Float32Array, dimensions: number): EmbeddingReference | null {
  if (!(dimensions >= 1) || embeddings.length % dimensions !== 0) {
    throw new RangeError(`embeddings: ${embeddings.length} numbers in rows of ${dimensions}`);
  }
  const count = Math.min(MOST_REFERENCES, embeddings.length / dimensions);
  if (count < LEAST_REFERENCES) return null;
  const used = embeddings.subarray(0, count * dimensions);
  const scale = scaleOf(used, dimensions);
  const standardised = used.map((value, i) => value * (scale[i % dimensions] ?? 0));
  const reference = { count, dimensions, standardised, scale, distanceLimit: 0 };
  const distances = Float64Array.from({ length: count }, (_, i) =>
    nearest(reference, standardised.subarray(i * dimensions, (i + 1) * dimensions), i),
  ).sort();
  return { ...reference, distanceLimit: distances[Math.ceil(WITHIN * count) - 1] ?? 0 };
}

/**
 * How far an embedding lies from the references: the distance to the fifth nearest.
 * @param except place of the picture that was edited, if it is among the references: it is always near
 * @throws RangeError `embedding: …` when it has other dimensions
 */
export function embeddingDistance(reference: EmbeddingReference, embedding: Float32Array, except = -1): number {
  if (embedding.length !== reference.dimensions) {
    throw new RangeError(`embedding: ${embedding.length} dimensions, expected ${reference.dimensions}`);
  }
  const own = embedding.map((value, i) => value * (reference.scale[i] ?? 0));
  return nearest(reference, own, except);
}

function scaleOf(embeddings: Float32Array, dimensions: number): Float64Array {
  const count = embeddings.length / dimensions;
  const mean = new Float64Array(dimensions);
  for (let i = 0; i < embeddings.length; i++) {
    mean[i % dimensions] = (mean[i % dimensions] ?? 0) + (embeddings[i] ?? 0) / count;
  }
  const variance = new Float64Array(dimensions);
  for (let i = 0; i < embeddings.length; i++) {
    const deviation = (embeddings[i] ?? 0) - (mean[i % dimensions] ?? 0);
    variance[i % dimensions] = (variance[i % dimensions] ?? 0) + deviation ** 2 / count;
  }
  const overall = Math.sqrt(variance.reduce((sum, each) => sum + each, 0) / dimensions);
  return variance.map((each) => 1 / (Math.sqrt(each) || overall || 1));
}

/** Distance to the fifth nearest reference but one, of a standardised embedding. */
function nearest({ count, dimensions, standardised }: EmbeddingReference, own: Float32Array, except: number): number {
  const least = new Float64Array(NEIGHBOUR).fill(Infinity);
  for (let row = 0; row < count; row++) {
    if (row === except) continue;
    const limit = least[NEIGHBOUR - 1] ?? Infinity;
    let sum = 0;
    for (let d = 0, at = row * dimensions; d < dimensions && sum < limit; d++, at++) {
      const difference = (own[d] ?? 0) - (standardised[at] ?? 0);
      sum += difference * difference;
    }
    if (sum >= limit) continue;
    let place = NEIGHBOUR - 1;
    for (; place > 0 && (least[place - 1] ?? 0) > sum; place--) least[place] = least[place - 1] ?? 0;
    least[place] = sum;
  }
  return Math.sqrt(least[NEIGHBOUR - 1] ?? 0);
}
