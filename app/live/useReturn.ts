'use client';
import { useRouter } from 'next/navigation';
import { startTransition, useEffect, useRef } from 'react';
import { withBase } from '@/app/shell/basePath';

const FIRST_MS = 2_000;
const LONGEST_MS = 60_000;

/** How often pages have come back by themselves since this one was loaded. */
let returns = 0;

/**
 * For a page that failed: loads its data anew, by hand (the answer is that function) or by itself as soon as the server
 * is ready. A page that fails again and again has a reason of its own, and is tried ever more rarely.
 */
export function useReturn(reset: () => void): () => void {
  const router = useRouter();
  const back = useRef(() => {});
  back.current = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  useEffect(() => {
    const delay = Math.min(LONGEST_MS, FIRST_MS * 2 ** returns);
    const timer = setInterval(async () => {
      if (!(await isReady())) return;
      clearInterval(timer);
      returns += 1;
      back.current();
    }, delay);
    return () => clearInterval(timer);
  }, []);
  return () => back.current();
}

const isReady = (): Promise<boolean> =>
  fetch(withBase('/readyz'), { cache: 'no-store' }).then(
    (answer) => answer.ok,
    () => false,
  );
