'use client';
import { useEffect, useRef } from 'react';
import { colourMap } from '@/app/saliency/colourMap';
import type { Grid } from '@/server/analysis/evidenceAnswers';
import { lungOutline, OUTLINE_SIDE } from './lungOutline';

type Props = { grid: Grid; range: number; lungs?: Grid | undefined; label: string };

/** A signed grid in its true cells, every cell shown, with the mean lungs outlined where they are known. */
export function GridPicture({ grid, range, lungs, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { height, width, rgba } = colourMap(grid, range, 'dark', 0);
    canvas.current?.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
  }, [grid, range]);
  const outline = lungs === undefined ? null : lungOutline(lungs);
  return (
    <span className="grid-picture" data-theme="dark" role="img" aria-label={label}>
      <canvas ref={canvas} width={grid.width} height={grid.height} />
      {outline !== null && (
        <svg viewBox={`0 0 ${OUTLINE_SIDE} ${OUTLINE_SIDE}`} preserveAspectRatio="none" aria-hidden="true">
          <path d={outline} vectorEffect="non-scaling-stroke" />
        </svg>
      )}
    </span>
  );
}
