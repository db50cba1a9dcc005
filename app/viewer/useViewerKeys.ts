'use client';
import { useRef } from 'react';
import { type KeyHandlers, useKeys } from '@/app/shell/useKeys';
import type { LivePoint } from './livePoint';
import type { LiveView } from './liveView';
import { nextCut, panBy, zoomIn } from './steps';
import { DEFAULT_VIEW, type View } from './viewQuery';
import { WINDOW_PRESETS } from './windowPresets';

/** Holding `o` longer than this is a peek: letting go takes it back. */
const PEEK_MS = 300;

/** Percent of opacity per press. */
const OPACITY_STEP = 6;

type Target = {
  live: LiveView;
  point: LivePoint;
  /** The map's grid, for steps of the probe. */
  grid: { height: number; width: number };
  /** Two pictures are beside each other already. */
  isPair?: boolean;
  /** Whether there are other methods to choose from. */
  hasMethods?: boolean;
  /** Keys that the page around the viewer uses itself. */
  reserved?: readonly string[] | undefined;
};

/** The viewer's keys, as OHIF has them where it has one. */
export function useViewerKeys({ live, point, grid, isPair = false, hasMethods = false, reserved = [] }: Target): void {
  const pressedAt = useRef<number | null>(null);
  const change = (part: (view: View) => Partial<View>) => () => live.change(part(live.now()));
  const fade = (by: number) => change(({ opacity }) => ({ opacity: Math.min(100, Math.max(0, opacity + by)) }));
  const presets = WINDOW_PRESETS.map(({ key, window, level }) => [key, change(() => ({ window, level }))]);
  const arrow = (dx: number, dy: number) => (event: KeyboardEvent) => {
    if (event.shiftKey) live.change(panBy(live.now(), dx, dy));
    else step(point, grid, dx, dy);
  };
  const down: KeyHandlers = {
    ...Object.fromEntries(presets),
    o: (event) => {
      if (event.repeat) return;
      pressedAt.current = event.timeStamp;
      live.change({ overlay: !live.now().overlay });
    },
    c: change(({ method }) => ({ method: method === 'cam' ? 'log-ratio' : 'cam', compare: [] })),
    ...(hasMethods && { x: change(({ methods }) => ({ methods: !methods })) }),
    v: change(({ smooth }) => ({ smooth: !smooth })),
    m: change(({ contours }) => ({ contours: !contours })),
    ...(!isPair && { s: change(({ side }) => ({ side: !side })) }),
    d: change(({ difference, side }) => ({ difference: !difference, side: side || !difference })),
    t: change(nextCut),
    i: change(({ invert }) => ({ invert: !invert })),
    '[': fade(-OPACITY_STEP),
    ']': fade(OPACITY_STEP),
    z: change(zoomIn),
    '=': change(() => ({ zoom: 1, x: 0.5, y: 0.5 })),
    ' ': change(() => DEFAULT_VIEW),
    escape: () => point.set(null),
    arrowleft: arrow(-1, 0),
    arrowright: arrow(1, 0),
    arrowup: arrow(0, -1),
    arrowdown: arrow(0, 1),
  };
  for (const key of reserved) delete down[key];
  useKeys(down, {
    o: (event) => {
      const held = pressedAt.current !== null && event.timeStamp - pressedAt.current > PEEK_MS;
      pressedAt.current = null;
      if (held) live.change({ overlay: !live.now().overlay });
    },
  });
}

/** Moves the probe by cells of the map, within the image. */
function step(point: LivePoint, grid: Target['grid'], dx: number, dy: number): void {
  const from = point.now() ?? { x: 0.5, y: 0.5 };
  const clamp = (value: number, cells: number): number => Math.min(Math.max(value, 0.5 / cells), 1 - 0.5 / cells);
  point.set({ x: clamp(from.x + dx / grid.width, grid.width), y: clamp(from.y + dy / grid.height, grid.height) });
}
