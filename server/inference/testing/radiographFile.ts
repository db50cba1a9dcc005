import sharp from 'sharp';
import type { Radiograph } from '@/server/image/radiograph';

/** Reads an 8-bit grey PNG or JPEG as it is. For tests: the product's decoder judges what it is given. */
export async function radiographFile(path: string): Promise<Radiograph> {
  const { data, info } = await sharp(path).greyscale().raw().toBuffer({ resolveWithObject: true });
  return { height: info.height, width: info.width, pixels: Float32Array.from(data) };
}
