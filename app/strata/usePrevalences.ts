'use client';
import { useEffect, useRef, useState } from 'react';
import { prevalencesText } from './prevalencePresets';

/** How long the sliders rest before the address says where they stand; browsers count changes of it. */
const SETTLE_MS = 400;

/**
 * The prevalences that are set, 0–1; `own` is where they start unless the address says otherwise. The address follows
 * without a request, so that a link to the page shows the same mix.
 */
export function usePrevalences(own: readonly number[], asked: readonly number[] | null) {
  const [prevalences, setPrevalences] = useState<readonly number[]>(asked ?? own);
  const touched = useRef(false);
  const isOwn = prevalencesText(prevalences) === prevalencesText(own);
  useEffect(() => {
    if (!touched.current) return;
    const timer = setTimeout(() => {
      const address = new URL(window.location.href);
      if (isOwn) address.searchParams.delete('mix');
      else address.searchParams.set('mix', prevalencesText(prevalences));
      window.history.replaceState(null, '', address);
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [prevalences, isOwn]);
  const set = (next: readonly number[]): void => {
    touched.current = true;
    setPrevalences(next);
  };
  return {
    prevalences,
    isOwn,
    set,
    setOne: (i: number, value: number) => set(prevalences.map((now, k) => (k === i ? value : now))),
  };
}
