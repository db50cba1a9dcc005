'use client';
import { useEffect, useRef } from 'react';
import type { MapValues } from '@/server/queries/feed';
import { colourMap } from './colourMap';

/** A map's true cells on a canvas of as many pixels; CSS enlarges it (`pixelated`). */
export function HeatCells({ map, range }: { map: MapValues; range: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { height, width, rgba } = colourMap(map, range);
    canvas.current?.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
  }, [map, range]);
  // A canvas without children or a label is nothing to a screen reader; the words stand beside it.
  return <canvas ref={canvas} className="cells" width={map.width} height={map.height} />;
}
