'use client';
import { useEffect, useRef } from 'react';
import type { LiveView } from './liveView';
import type { View } from './viewQuery';

/** A text made of the view that follows each move without a render. */
export function LiveText({ live, of }: { live: LiveView; of: (view: View) => string }) {
  const element = useRef<HTMLSpanElement>(null);
  const latest = useRef(of);
  latest.current = of;
  useEffect(
    () =>
      live.onMove(() => {
        const text = latest.current(live.now());
        if (element.current !== null && element.current.textContent !== text) element.current.textContent = text;
      }),
    [live],
  );
  return <span ref={element}>{of(live.rested())}</span>;
}
