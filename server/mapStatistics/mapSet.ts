/**
 * Maps of one finding on one grid: `maps` is Float32Array [n, height, width], raw and signed, row 0 at the top;
 * `patients` the 32-bit key of each map's patient.
 */
export type MapSet = { height: number; width: number; maps: Float32Array; patients: Uint32Array };

/** Number of maps. @throws RangeError `maps: …` unless whole maps, one per patient key */
export function countMaps({ height, width, maps, patients }: MapSet): number {
  if (!(height >= 1 && width >= 1) || maps.length !== patients.length * height * width) {
    throw new RangeError(`maps: ${maps.length} values for ${patients.length} of ${height}x${width}`);
  }
  return patients.length;
}

/** The i-th map, of the same memory. */
export function mapAt({ height, width, maps }: MapSet, i: number): Float32Array {
  return maps.subarray(i * height * width, (i + 1) * height * width);
}
