'use client';
import { useEffect, useState } from 'react';
import { type Box, boxOf, contourPath, smoothContour, traceContours } from '@/app/saliency/traceContours';
import type { ZoneName } from '@/server/audit/zone';
import type { InstanceMask } from '@/server/queries/caseDetail';

/** A mask as the viewer draws and probes it. Path and boxes are in shares of the image, 0 to 1000. */
export type MaskLayer = { zone: ZoneName; height: number; width: number; data: Uint8Array; path: string; boxes: Box[] };

/** Long side at which masks are traced: finer than the screen shows. */
const TRACE_SIDE = 448;
const UNITS = 1000;

async function readLayer(mask: InstanceMask, signal: AbortSignal): Promise<MaskLayer | null> {
  const response = await fetch(mask.href, { signal });
  if (!response.ok) return null;
  const bitmap = await createImageBitmap(await response.blob());
  const shrink = Math.min(1, TRACE_SIDE / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [
    Math.max(1, Math.round(bitmap.width * shrink)),
    Math.max(1, Math.round(bitmap.height * shrink)),
  ];
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (context === null) return null;
  context.drawImage(bitmap, 0, 0, width, height);
  const { data: rgba } = context.getImageData(0, 0, width, height);
  const data = Uint8Array.from({ length: width * height }, (_, i) => ((rgba[i * 4] ?? 0) > 127 ? 1 : 0));
  const contours = traceContours({ height, width, data });
  const scale = (contour: number[]): number[] =>
    contour.map((value, i) => (value * UNITS) / (i % 2 === 0 ? width : height));
  return {
    zone: mask.zone,
    height,
    width,
    data,
    path: contourPath(
      contours.map((contour) => scale(smoothContour(contour))),
      1,
      1,
    ),
    boxes: contours.map((contour) => boxOf(scale(contour))),
  };
}

/** Reads and traces the masks of a case; those that cannot be read are left out. */
export function useMasks(masks: InstanceMask[]): MaskLayer[] {
  const [layers, setLayers] = useState<MaskLayer[]>([]);
  const key = masks.map((mask) => mask.href).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is the value of `masks`
  useEffect(() => {
    const cancel = new AbortController();
    Promise.all(masks.map((mask) => readLayer(mask, cancel.signal).catch(() => null))).then((read) => {
      if (!cancel.signal.aborted) setLayers(read.filter((layer) => layer !== null));
    });
    return () => cancel.abort();
  }, [key]);
  return layers;
}
