import type { Point } from './probe';

/** The point under the probe; only what shows it hears of its moves. */
export type LivePoint = {
  now: () => Point | null;
  set: (point: Point | null) => void;
  onChange: (listener: () => void) => () => void;
};

export function livePoint(): LivePoint {
  let now: Point | null = null;
  const listeners = new Set<() => void>();
  return {
    now: () => now,
    set(point) {
      if (point === now) return;
      now = point;
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
