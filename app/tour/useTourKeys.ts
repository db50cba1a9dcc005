'use client';
import { type RefObject, useEffect, useRef } from 'react';

export type TourKeys = { next: () => void; back: () => void; skip: () => void };

/**
 * → and ← go, Escape skips: while the focus is on the card or on nothing, so that no other control of the page loses
 * its own keys to the tour.
 */
export function useTourKeys(card: RefObject<HTMLElement | null>, keys: TourKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const { activeElement } = document;
      if (activeElement !== document.body && !card.current?.contains(activeElement)) return;
      const { next, back, skip } = latest.current;
      const act = { ArrowRight: next, ArrowLeft: back, Escape: skip }[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [card]);
}
