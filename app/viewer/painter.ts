import type { MapValues } from '@/server/queries/feed';
import type { Grey } from './grey';
import type { View } from './viewQuery';

/** A part of the canvas, in its pixels, and whether the overlay is drawn there. */
export type Pane = { left: number; top: number; width: number; height: number; overlay: boolean };

/** What there is to draw besides the view. `range` is the scale's, in the map's unit. */
export type Subject = { grey: Grey; map: MapValues | null; range: number };

/** Draws on one canvas. Two of them: WebGL2 on a graphics card, and 2D where there is none. */
export type Painter = {
  kind: 'webgl' | 'canvas';
  /** Takes new pixels over; a large image in several goes, so that no frame waits for it. */
  setGrey: (grey: Grey) => Promise<void>;
  setMap: (map: MapValues | null) => void;
  /** `moving`: another picture follows, so that a slow painter may be coarse. */
  draw: (view: View, range: number, panes: Pane[], moving: boolean) => void;
  end: () => void;
};

/** The window as one line on greys: shown (0–1) = grey · factor + shift. */
export function toneOf({ window, level, invert }: Pick<View, 'window' | 'level' | 'invert'>): [number, number] {
  const factor = 1 / window;
  const shift = 0.5 - level / window;
  return invert ? [-factor, 1 - shift] : [factor, shift];
}

/** Panes of a canvas `width` × `height`: one, or plain and overlay beside each other. */
export function panesOf(width: number, height: number, gap: number, view: Pick<View, 'side' | 'overlay'>): Pane[] {
  if (!view.side) return [{ left: 0, top: 0, width, height, overlay: view.overlay }];
  const half = Math.max(0, Math.floor((width - gap) / 2));
  return [
    { left: 0, top: 0, width: half, height, overlay: false },
    { left: width - half, top: 0, width: half, height, overlay: true },
  ];
}
