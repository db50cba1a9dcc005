/**
 * Pixel cells as they are in uncompressed Pixel Data, before shift and mask: [height, width] for grey,
 * [height, width, 3] for colour. 8 bits allocated give bytes, 16 give words.
 */
export type Cells = Uint8Array | Uint16Array;
