'use client';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState, useSyncExternalStore, useTransition } from 'react';
import { type LiveView, liveView } from './liveView';
import { parseView, type View, viewValues } from './viewQuery';

/** A held key changes the view thirty times a second; the address follows when it has stopped. */
const WRITE_AFTER_MS = 200;

const KEYS = [
  'overlay',
  'method',
  'compare',
  'methods',
  'contours',
  'draw',
  'invert',
  'range',
  'opacity',
  'cut',
  'side',
  'beside',
  'difference',
  'other',
  'zoom',
  'x',
  'y',
  'window',
  'level',
];

const textOf = (view: View): string => new URLSearchParams(viewValues(view)).toString();

const TIMING = {
  frame: (work: () => void) => void requestAnimationFrame(work),
  later: (work: () => void, milliseconds: number) => {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** The viewer's state, and the view that it last rested at. Back and links win over memory. */
export function useLiveView(): { live: LiveView; view: View } {
  const params = useSearchParams();
  const inUrl = parseView(Object.fromEntries(params));
  const [live] = useState(() => liveView(inUrl, TIMING));
  const view = useSyncExternalStore(live.onRest, live.rested, live.rested);
  useAddress(live, inUrl, view);
  return { live, view };
}

/**
 * Keeps view and address the same. Written by the router, since `history.replaceState` beside live refreshes makes it
 * load the page anew (see the tour's step, which measured it).
 */
function useAddress(live: LiveView, inUrl: View, view: View): void {
  const [router, path] = [useRouter(), usePathname()];
  const [writing, startWriting] = useTransition();
  const [urlText, text] = [textOf(inUrl), textOf(view)];
  const known = useRef(urlText);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `inUrl` is new on every render, `urlText` is its value
  useEffect(() => {
    if (writing || urlText === known.current) return;
    known.current = urlText;
    live.change(inUrl);
  }, [urlText, writing, live]);
  useEffect(() => {
    if (text === known.current) return;
    const timer = setTimeout(() => {
      known.current = text;
      const address = addressWith(path, window.location.search, text);
      startWriting(() => router.replace(address, { scroll: false }));
    }, WRITE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text, path, router]);
}

/** A path and query with the view's values in place of those that it has. */
function addressWith(path: string, search: string, text: string): string {
  const query = new URLSearchParams(search);
  for (const key of KEYS) query.delete(key);
  for (const [key, value] of new URLSearchParams(text)) query.set(key, value);
  return query.size === 0 ? path : `${path}?${query}`;
}
