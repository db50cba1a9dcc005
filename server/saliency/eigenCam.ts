import { isFlat } from './isFlat';
import type { SaliencyPlan, SaliencySubject, Tap } from './saliencyPlan';

/** Power iteration stops when the vector turns by less than this, or after so many rounds. */
const TURN = 1e-12;
const MOST_ROUNDS = 2_000;

/**
 * Eigen-CAM (Muhammad & Yeasin, IJCNN 2020): the feature map's places projected on the first principal component of its
 * channels, centred as pytorch-grad-cam does. It asks no answer, so it is of no finding. The component has no sign of
 * its own: the map is turned so that its largest absolute value is positive (Chung & Ying, Appl. Sci. 15:7562, eq. 13).
 * @throws RangeError where the feature map is not known
 */
export function eigenCamPlan({ features }: SaliencySubject): SaliencyPlan {
  if (features === null) throw new RangeError('feature map: none');
  const [, height, width] = features.dims;
  return {
    forwards: 0,
    draw: () => undefined,
    combine() {
      const none = { height, width, values: new Float32Array(height * width) };
      if (!features.values.every(Number.isFinite)) return { ...none, about: [{ undefinedReason: 'not_finite' }] };
      const { projection, varianceShare } = firstComponent(features);
      const undefinedReason = isFlat(projection) ? 'flat' : null;
      return { ...none, values: turned(projection), about: [{ undefinedReason, eigenCam: { varianceShare } }] };
    },
  };
}

function turned(projection: Float64Array): Float32Array {
  const [low, high] = [Math.min(...projection), Math.max(...projection)];
  return Float32Array.from(projection, (value) => (-low > high ? -value : value));
}

/** Projection [cells] by the Gram matrix of the centred places, which has fewer rows than there are channels. */
function firstComponent(features: Tap): { projection: Float64Array; varianceShare: number } {
  const [, height, width] = features.dims;
  const cells = height * width;
  const gram = gramMatrix(features);
  const trace = Array.from({ length: cells }, (_, i) => gram[i * cells + i] ?? 0).reduce(
    (sum, value) => sum + value,
    0,
  );
  if (!(trace > 0)) return { projection: new Float64Array(cells), varianceShare: 0 };
  // Any beginning that is not at a right angle to the component will do.
  let vector = unit(Float64Array.from({ length: cells }, (_, i) => 1 + Math.sin(i + 1)));
  let value = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = times(gram, vector);
    value = Math.hypot(...next);
    if (value === 0) break;
    const turnedTo = next.map((entry) => entry / value);
    const turn = turnedTo.reduce((sum, entry, i) => sum + (entry - (vector[i] ?? 0)) ** 2, 0);
    vector = turnedTo;
    if (turn < TURN ** 2) break;
  }
  return { projection: vector.map((entry) => entry * Math.sqrt(value)), varianceShare: value / trace };
}

function gramMatrix({ dims: [channels, height, width], values }: Tap): Float64Array {
  const cells = height * width;
  const gram = new Float64Array(cells * cells);
  for (let channel = 0; channel < channels; channel++) {
    const row = Float64Array.from(values.subarray(channel * cells, (channel + 1) * cells));
    const mean = row.reduce((sum, value) => sum + value, 0) / cells;
    for (let i = 0; i < cells; i++) row[i] = (row[i] ?? 0) - mean;
    for (let i = 0; i < cells; i++) {
      for (let j = 0; j < cells; j++) gram[i * cells + j] = (gram[i * cells + j] ?? 0) + (row[i] ?? 0) * (row[j] ?? 0);
    }
  }
  return gram;
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const n = vector.length;
  return vector.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += (matrix[i * n + j] ?? 0) * (vector[j] ?? 0);
    return sum;
  });
}

function unit(vector: Float64Array): Float64Array {
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}
