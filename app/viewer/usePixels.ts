'use client';
import { useRef } from 'react';
import { cellAt, type Point } from './probe';

/** Grey levels of the image as the server drew it, before the viewer's window: for the probe. */
export function usePixels(): { read: (image: HTMLImageElement) => void; at: (point: Point) => number | null } {
  const pixels = useRef<{ height: number; width: number; rgba: Uint8ClampedArray } | null>(null);
  const read = (image: HTMLImageElement): void => {
    const { naturalWidth: width, naturalHeight: height } = image;
    if (width === 0 || height === 0) return;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (context === null) return;
    context.drawImage(image, 0, 0);
    pixels.current = { height, width, rgba: context.getImageData(0, 0, width, height).data };
  };
  const at = (point: Point): number | null => {
    const image = pixels.current;
    return image === null ? null : (image.rgba[cellAt(point, image.height, image.width).index * 4] ?? null);
  };
  return { read, at };
}
