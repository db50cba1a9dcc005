/**
 * A radiograph as the zone detectors read it: `pixels` is Float32Array [height, width], 0–255, high is bright
 * (MONOCHROME2 sense), at most about 1024 wide.
 */
export type Raster = {
  height: number;
  width: number;
  pixels: Float32Array;
};

/**
 * Throws unless the raster is whole and not empty.
 * @throws RangeError `raster size: …`
 */
export function checkRaster({ height, width, pixels }: Raster): void {
  if (!(height > 0 && width > 0) || pixels.length !== height * width) {
    throw new RangeError(`raster size: ${height}x${width} with ${pixels.length} pixels`);
  }
}
