'use client';
import { useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { DEFAULT_VIEW, parseView, type View, viewValues } from './viewQuery';

/** Browsers limit how often the address may change; a drag changes it far more often. */
const WRITE_AFTER_MS = 200;

const KEYS = [
  'overlay',
  'method',
  'contours',
  'draw',
  'invert',
  'range',
  'opacity',
  'zoom',
  'x',
  'y',
  'window',
  'level',
];

const textOf = (view: View): string => new URLSearchParams(viewValues(view)).toString();

/** The viewer's state: in memory while it moves, in the address when it rests; Back and links win over memory. */
export function useView(): { view: View; change: (part: Partial<View>) => void; reset: () => void } {
  const params = useSearchParams();
  const inUrl = parseView(Object.fromEntries(params));
  const urlText = textOf(inUrl);
  const [view, setView] = useState(inUrl);
  const known = useRef(urlText);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `inUrl` is new on every render, `urlText` is its value
  useEffect(() => {
    if (urlText === known.current) return;
    known.current = urlText;
    setView(inUrl);
  }, [urlText]);
  const text = textOf(view);
  useEffect(() => {
    if (text === known.current) return;
    const timer = setTimeout(() => {
      known.current = text;
      const query = new URLSearchParams(window.location.search);
      for (const key of KEYS) query.delete(key);
      for (const [key, value] of new URLSearchParams(text)) query.set(key, value);
      window.history.replaceState(null, '', query.size === 0 ? window.location.pathname : `?${query}`);
    }, WRITE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return {
    view,
    change: (part) => setView((before) => ({ ...before, ...part })),
    reset: () => setView({ ...DEFAULT_VIEW }),
  };
}
