'use client';
import { useEffect, useRef } from 'react';
import { colourMap } from '@/app/saliency/colourMap';
import { interpolateMap } from '@/app/saliency/interpolateMap';
import type { MapValues } from '@/server/queries/feed';

/** Long side of an interpolated overlay; the browser enlarges it further, far below a cell's size. */
const SMOOTH_SIDE = 336;

type Props = { map: MapValues; range: number; smooth: boolean; opacity: number };

/** A map over the image: its true cells, or its values interpolated and then coloured. */
export function OverlayCanvas({ map, range, smooth, opacity }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = smooth ? Math.max(1, Math.floor(SMOOTH_SIDE / Math.max(map.height, map.width))) : 1;
  const [height, width] = [map.height * scale, map.width * scale];
  useEffect(() => {
    const drawn = smooth ? interpolateMap(map, height, width) : map;
    canvas.current?.getContext('2d')?.putImageData(new ImageData(colourMap(drawn, range).rgba, width, height), 0, 0);
  }, [map, range, smooth, height, width]);
  return (
    <canvas
      data-testid="overlay"
      ref={canvas}
      width={width}
      height={height}
      style={{ opacity: opacity / 100, imageRendering: smooth ? 'auto' : 'pixelated' }}
      role="img"
      aria-label={`Saliency map, ${map.height} by ${map.width} cells, ${smooth ? 'interpolated' : 'true cells'}`}
    />
  );
}
