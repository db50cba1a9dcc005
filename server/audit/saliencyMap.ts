/**
 * One finding's saliency on the model's own grid. `values` is Float32Array [height, width], row 0 at the top,
 * column 0 at the left of the image (the patient's right); raw, signed and never normalised, in logits when
 * the method is additive: mean(values) + bias = logit.
 */
export type SaliencyMap = {
  height: number;
  width: number;
  values: Float32Array;
};

/**
 * Throws unless the map is a whole, non-empty grid of finite numbers.
 * @throws RangeError `saliency map size: …`, `saliency map value: …`
 */
export function checkSaliencyMap(map: SaliencyMap): void {
  const { height, width, values } = map;
  if (!(height > 0 && width > 0) || values.length !== height * width) {
    throw new RangeError(`saliency map size: ${height}x${width} with ${values.length} values`);
  }
  for (const value of values) {
    if (!Number.isFinite(value)) throw new RangeError(`saliency map value: ${value}`);
  }
}
