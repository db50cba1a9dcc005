/** A raw signed map as a page gets it. */
export type MapValues = { height: number; width: number; values: number[] };

/** The map of one channel out of an attribution's bytes: Float32 little endian [findings, height, width]. */
export function mapSlice(attribution: { height: number; width: number; maps: Uint8Array }, channel: number): MapValues {
  const { height, width, maps } = attribution;
  const cells = height * width;
  const view = new DataView(maps.buffer, maps.byteOffset, maps.byteLength);
  if ((channel + 1) * cells * 4 > maps.byteLength) throw new RangeError(`map channel: ${channel}`);
  const values = Array.from({ length: cells }, (_, i) => view.getFloat32((channel * cells + i) * 4, true));
  return { height, width, values };
}

/** The same where the finding may have none: maps that were sent are of some findings, and NaN stands for the others. */
export function mapSliceIfAny(attribution: Parameters<typeof mapSlice>[0], channel: number): MapValues | null {
  const { height, width, maps } = attribution;
  if ((channel + 1) * height * width * 4 > maps.byteLength) return null;
  const slice = mapSlice(attribution, channel);
  return Number.isNaN(slice.values[0]) ? null : slice;
}
