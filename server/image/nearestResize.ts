import type { Mask } from '@/server/audit/mask';

/** A mask on another grid, each pixel from the nearest centre: floor((i + 0.5) · in / out). The same mask if sizes agree. */
export function nearestResize(mask: Mask, [height, width]: [height: number, width: number]): Mask {
  if (mask.height === height && mask.width === width) return mask;
  const columns = Int32Array.from({ length: width }, (_, x) => Math.floor(((x + 0.5) * mask.width) / width));
  const data = new Uint8Array(height * width);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * mask.height) / height) * mask.width;
    for (let x = 0; x < width; x++) data[y * width + x] = mask.data[row + (columns[x] ?? 0)] ?? 0;
  }
  return { height, width, data };
}
