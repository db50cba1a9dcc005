'use client';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import { parseTour, tourHref } from './tourQuery';

/**
 * The step (from 0; null while the tour is closed): at once in memory, then in the address; a link or Back wins over
 * memory. Written by the router, since `history.replaceState` between two live refreshes makes it load the page anew:
 * three loads while eight cases came in (next 16.4.5), none in 134 steps this way.
 */
export function useTourStep(): [number | null, (step: number | null) => void] {
  const router = useRouter();
  const asked = parseTour(useSearchParams().get('tour'));
  const [step, setStep] = useState(asked);
  const [writing, startWriting] = useTransition();
  const known = useRef(asked);
  useEffect(() => {
    if (writing || asked === known.current) return;
    known.current = asked;
    setStep(asked);
  }, [asked, writing]);
  useEffect(() => {
    if (step === known.current) return;
    known.current = step;
    const { pathname, search } = window.location;
    startWriting(() => router.replace(tourHref(pathname, search, step), { scroll: false }));
  }, [step, router]);
  return [step, setStep];
}
