'use client';
import { type RefObject, useEffect } from 'react';

/**
 * Moves the focus to the card as it comes and whenever a step left it nowhere; gives it back to where it was when the
 * card goes, unless the reader has meanwhile put it elsewhere.
 */
export function useReturnedFocus(card: RefObject<HTMLElement | null>, step: number): void {
  useEffect(() => {
    const before = document.activeElement;
    card.current?.focus({ preventScroll: true });
    return () => {
      const lost = document.activeElement === document.body || card.current?.contains(document.activeElement);
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [card]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step may have taken the focused button away
  useEffect(() => {
    if (document.activeElement === document.body) card.current?.focus({ preventScroll: true });
  }, [card, step]);
}
