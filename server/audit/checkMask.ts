import type { Mask } from './mask';

/**
 * Throws unless the mask is whole and not empty and, where a size is given, has it. Two masks of different sizes
 * cannot be compared pixel by pixel, and guessing a scale would hide a wrong upload.
 * @throws RangeError `mask size: …`
 */
export function checkMask(mask: Mask, size?: { height: number; width: number }): void {
  const { height, width, data } = mask;
  if (!(height > 0 && width > 0) || data.length !== height * width) {
    throw new RangeError(`mask size: ${height}x${width} with ${data.length} pixels`);
  }
  if (size && (size.height !== height || size.width !== width)) {
    throw new RangeError(`mask size: ${height}x${width}, expected ${size.height}x${size.width}`);
  }
}
