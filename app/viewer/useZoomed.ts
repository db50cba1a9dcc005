'use client';
import { type CSSProperties, type RefObject, useEffect } from 'react';
import type { LiveView } from './liveView';
import type { View } from './viewQuery';

type Place = Pick<View, 'zoom' | 'x' | 'y'>;

const shift = (centre: number, zoom: number): string => `${((0.5 - centre * zoom) * 100).toFixed(3)}%`;

const transformOf = ({ zoom, x, y }: Place): string =>
  `translate(${shift(x, zoom)}, ${shift(y, zoom)}) scale(${zoom.toFixed(4)})`;

/** The layer's style at a place: moved and enlarged, and `--zoom` for lines that should stay thin. */
export function zoomedStyle(place: Place): CSSProperties & { '--zoom': number } {
  return { transform: transformOf(place), '--zoom': place.zoom };
}

/** Keeps a layer at the view's place while it moves, without a render. */
export function useZoomed(live: LiveView, layer: RefObject<HTMLElement | null>): void {
  useEffect(
    () =>
      live.onMove(() => {
        const [element, view] = [layer.current, live.now()];
        if (element === null) return;
        const transform = transformOf(view);
        if (element.style.transform === transform) return;
        element.style.transform = transform;
        element.style.setProperty('--zoom', String(view.zoom));
      }),
    [live, layer],
  );
}
