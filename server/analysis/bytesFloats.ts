/** Float32 little endian as the database gives it; copied, since its bytes need not be aligned. */
export const bytesFloats = (bytes: Uint8Array): Float32Array =>
  new Float32Array(Uint8Array.from(bytes.subarray(0, bytes.byteLength - (bytes.byteLength % 4))).buffer);
