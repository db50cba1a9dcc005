/** Float32 little endian, as maps and embeddings are stored. Every platform that we run on is little endian. */
export function float32Bytes(values: Float32Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Float32Array.from(values).buffer);
}

/** The reverse; copies, since a database buffer need not be aligned. */
export function bytesFloat32(bytes: Uint8Array): Float32Array {
  if (bytes.byteLength % 4 !== 0) throw new RangeError(`float32 bytes: ${bytes.byteLength}`);
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
