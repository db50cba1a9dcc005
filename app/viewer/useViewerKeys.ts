'use client';
import { useRef } from 'react';
import { type KeyHandlers, useKeys } from '@/app/shell/useKeys';
import type { Point } from './probe';
import { zoomIn } from './toolbar';
import type { View } from './viewQuery';

/** Display windows on grey levels 0 to 255: everything, dark, middle and bright tones. */
const PRESETS: Record<string, Pick<View, 'window' | 'level'>> = {
  1: { window: 255, level: 127.5 },
  2: { window: 128, level: 64 },
  3: { window: 128, level: 128 },
  4: { window: 128, level: 192 },
};

/** Holding `o` longer than this is a peek: letting go takes it back. */
const PEEK_MS = 300;

type Target = {
  view: View;
  change: (part: Partial<View>) => void;
  reset: () => void;
  point: Point | null;
  setPoint: (point: Point | null) => void;
  /** The map's grid, for steps of the probe. */
  grid: { height: number; width: number };
};

/** The viewer's keys, as OHIF has them where it has one. */
export function useViewerKeys({ view, change, reset, point, setPoint, grid }: Target): void {
  const pressedAt = useRef<number | null>(null);
  const step = (dx: number, dy: number): void => {
    const from = point ?? { x: 0.5, y: 0.5 };
    const clamp = (value: number, cells: number): number => Math.min(Math.max(value, 0.5 / cells), 1 - 0.5 / cells);
    setPoint({ x: clamp(from.x + dx / grid.width, grid.width), y: clamp(from.y + dy / grid.height, grid.height) });
  };
  const presets = Object.fromEntries(Object.entries(PRESETS).map(([key, preset]) => [key, () => change(preset)]));
  const down: KeyHandlers = {
    ...presets,
    o: (event) => {
      if (event.repeat) return;
      pressedAt.current = event.timeStamp;
      change({ overlay: !view.overlay });
    },
    c: () => change({ method: view.method === 'cam' ? 'log-ratio' : 'cam' }),
    v: () => change({ smooth: !view.smooth }),
    m: () => change({ contours: !view.contours }),
    i: () => change({ invert: !view.invert }),
    '[': () => change({ opacity: Math.max(0, view.opacity - 6) }),
    ']': () => change({ opacity: Math.min(100, view.opacity + 6) }),
    z: () => change(zoomIn(view)),
    '=': () => change({ zoom: 1, x: 0.5, y: 0.5 }),
    ' ': reset,
    escape: () => setPoint(null),
    arrowleft: () => step(-1, 0),
    arrowright: () => step(1, 0),
    arrowup: () => step(0, -1),
    arrowdown: () => step(0, 1),
  };
  useKeys(down, {
    o: (event) => {
      const held = pressedAt.current !== null && event.timeStamp - pressedAt.current > PEEK_MS;
      pressedAt.current = null;
      if (held) change({ overlay: !view.overlay });
    },
  });
}
