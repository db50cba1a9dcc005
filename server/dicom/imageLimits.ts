import { AppError } from '@/server/problem/appError';

/** Smallest accepted side of a radiograph in pixels; below it there is nothing to read. */
export const MIN_SIDE = 16;

/** Largest accepted side in pixels. The largest flat panels have about 4,300. */
export const MAX_SIDE = 8192;

/** Largest accepted number of pixels (64 Mpx): 256 MB once decoded to float. */
export const MAX_PIXELS = 64_000_000;

/** Throws `image-dimensions` unless both sides are `minSide`–8192 pixels and the image has at most 64 Mpx. */
export function checkDimensions(height: number, width: number, minSide = MIN_SIDE): void {
  if (Math.min(height, width) < minSide || Math.max(height, width) > MAX_SIDE || height * width > MAX_PIXELS) {
    throw new AppError(
      'image-dimensions',
      `image size: ${width} × ${height} pixels; each side must be ${minSide} to ${MAX_SIDE} and the whole at most ${MAX_PIXELS / 1e6} Mpx`,
    );
  }
}
