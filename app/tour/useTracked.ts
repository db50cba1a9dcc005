'use client';
import { useEffect, useRef, useState } from 'react';

const MUTATIONS: MutationObserverInit = {
  childList: true,
  characterData: true,
  subtree: true,
  attributes: true,
  attributeFilter: ['class', 'style', 'hidden', 'open', 'data-tour'],
};

/**
 * What `read` finds in the page, again after everything that can move it: live updates, loaded pictures, scrolling
 * inside or out, another size. At most once a frame; null before the first. `read` returns plain data.
 */
export function useTracked<T>(read: () => T): T | null {
  const [found, setFound] = useState<T | null>(null);
  const latest = useRef({ read, text: '' });
  latest.current.read = read;
  const plan = useRef(() => {});
  useEffect(() => {
    let frame = 0;
    const look = (): void => {
      frame = 0;
      const value = latest.current.read();
      const text = JSON.stringify(value);
      if (text === latest.current.text) return;
      latest.current.text = text;
      setFound(value);
    };
    plan.current = () => {
      if (frame === 0) frame = requestAnimationFrame(look);
    };
    const later = (): void => plan.current();
    const sizes = new ResizeObserver(later);
    const changes = new MutationObserver(later);
    sizes.observe(document.body);
    changes.observe(document.body, MUTATIONS);
    const events = ['scroll', 'resize', 'load', 'transitionend'];
    for (const name of events) window.addEventListener(name, later, { capture: true, passive: true });
    look();
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      changes.disconnect();
      for (const name of events) window.removeEventListener(name, later, { capture: true });
    };
  }, []);
  useEffect(() => plan.current());
  return found;
}
