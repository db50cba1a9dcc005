/**
 * One step of a linear head, y = f(x) per image:
 * - matrix: y = W x + b, `weights` [rows, columns], bias of length rows or null;
 * - scale: y = scale · x + shift element by element, each of length 1 or of x's length.
 */
export type AffineLayer =
  | { kind: 'matrix'; rows: number; columns: number; weights: Float32Array; bias: Float32Array | null }
  | { kind: 'scale'; scale: Float32Array; shift: Float32Array };

/** What a node is as a step of the head: the layer and the tensor it is applied to, or why it is none. */
export type LayerFound = { layer: AffineLayer; data: string; type: number } | { reason: string };
