import type { AffineLayer } from './affineLayer';

/** y = W x + b as one layer: `weights` [rows, columns], `bias` [rows]. */
export type Collapsed = { rows: number; columns: number; weights: Float32Array; bias: Float32Array };
type Sums = { rows: number; columns: number; weights: Float64Array; bias: Float64Array };

/**
 * One linear layer that equals `layers` applied in turn (first to last): W = W_n … W_1, b likewise (SCIENCE §1:
 * two linear layers without a nonlinearity are one). Products and sums in float64.
 *
 * @param columns length of x; used when no layer is a matrix, else taken from the first one
 * @throws RangeError when the layers do not fit each other
 */
export function collapseLayers(layers: AffineLayer[], columns: number | undefined): Collapsed {
  const inputs = layers.find((layer) => layer.kind === 'matrix')?.columns ?? columns;
  if (inputs === undefined) throw new RangeError('the number of channels of the feature map is not known');
  // The scales before the first matrix act on x alone: kept as a diagonal, so that no K x K matrix is made.
  let diagonal: Diagonal = { scale: new Float64Array(inputs).fill(1), shift: new Float64Array(inputs) };
  let sums: Sums | null = null;
  for (const layer of layers) {
    if (layer.kind === 'matrix') sums = sums ? multiply(layer, sums) : multiplyDiagonal(layer, diagonal);
    else if (sums) sums = scaleRows(layer, sums);
    else diagonal = scaleDiagonal(layer, diagonal);
  }
  const { rows, columns: width, weights, bias } = sums ?? fromDiagonal(diagonal);
  return { rows, columns: width, weights: Float32Array.from(weights), bias: Float32Array.from(bias) };
}

type Matrix = Extract<AffineLayer, { kind: 'matrix' }>;
type Scale = Extract<AffineLayer, { kind: 'scale' }>;
type Diagonal = { scale: Float64Array; shift: Float64Array };

function multiply(layer: Matrix, inner: Sums): Sums {
  fit(layer.columns, inner.rows);
  const { rows } = layer;
  const { columns } = inner;
  const weights = new Float64Array(rows * columns);
  const bias = Float64Array.from({ length: rows }, (_, row) => layer.bias?.[row] ?? 0);
  for (let row = 0; row < rows; row++) {
    for (let middle = 0; middle < layer.columns; middle++) {
      const factor = layer.weights[row * layer.columns + middle] ?? 0;
      bias[row] = (bias[row] ?? 0) + factor * (inner.bias[middle] ?? 0);
      for (let column = 0; column < columns; column++) {
        const at = row * columns + column;
        weights[at] = (weights[at] ?? 0) + factor * (inner.weights[middle * columns + column] ?? 0);
      }
    }
  }
  return { rows, columns, weights, bias };
}

function multiplyDiagonal(layer: Matrix, { scale, shift }: Diagonal): Sums {
  fit(layer.columns, scale.length);
  const { rows, columns } = layer;
  const weights = Float64Array.from(layer.weights, (weight, at) => weight * (scale[at % columns] ?? 0));
  const bias = Float64Array.from({ length: rows }, (_, row) => {
    let sum = layer.bias?.[row] ?? 0;
    for (let column = 0; column < columns; column++) {
      sum += (layer.weights[row * columns + column] ?? 0) * (shift[column] ?? 0);
    }
    return sum;
  });
  return { rows, columns, weights, bias };
}

function scaleRows(layer: Scale, { rows, columns, weights, bias }: Sums): Sums {
  const scale = spread(layer.scale, rows);
  const shift = spread(layer.shift, rows);
  return {
    rows,
    columns,
    weights: weights.map((weight, at) => weight * (scale[Math.floor(at / columns)] ?? 0)),
    bias: bias.map((value, row) => value * (scale[row] ?? 0) + (shift[row] ?? 0)),
  };
}

function scaleDiagonal(layer: Scale, diagonal: Diagonal): Diagonal {
  const scale = spread(layer.scale, diagonal.scale.length);
  const shift = spread(layer.shift, diagonal.scale.length);
  return {
    scale: diagonal.scale.map((value, i) => value * (scale[i] ?? 0)),
    shift: diagonal.shift.map((value, i) => value * (scale[i] ?? 0) + (shift[i] ?? 0)),
  };
}

function fromDiagonal({ scale, shift }: Diagonal): Sums {
  const size = scale.length;
  const weights = new Float64Array(size * size);
  for (let i = 0; i < size; i++) weights[i * size + i] = scale[i] ?? 0;
  return { rows: size, columns: size, weights, bias: shift };
}

function spread(values: Float32Array, length: number): Float32Array {
  if (values.length === 1) return new Float32Array(length).fill(values[0] ?? 0);
  fit(values.length, length);
  return values;
}

function fit(actual: number, expected: number): void {
  if (actual !== expected) throw new RangeError(`a layer of the head takes ${actual} values but is given ${expected}`);
}
