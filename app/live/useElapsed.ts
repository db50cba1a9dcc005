'use client';
import { useEffect, useState } from 'react';

/** Milliseconds since `start` changed, on this page's own clock, in steps of `step` ms. */
export function useElapsed(start: unknown, step = 1000): number {
  const [elapsed, setElapsed] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new `start` starts the count anew
  useEffect(() => {
    const from = performance.now();
    setElapsed(0);
    const timer = setInterval(() => setElapsed(performance.now() - from), step);
    return () => clearInterval(timer);
  }, [start, step]);
  return elapsed;
}
