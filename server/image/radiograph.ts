/**
 * A decoded radiograph, shown the right way up: high is bright (MONOCHROME2 sense), whatever the file said.
 * `pixels` is Float32Array [height, width] on 0–255, unrounded (SCIENCE §0a.11).
 */
export type Radiograph = {
  height: number;
  width: number;
  pixels: Float32Array;
};
