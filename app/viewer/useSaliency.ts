'use client';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import type { MapValues } from '@/server/queries/feed';

/** The answer of `GET …/saliency`. */
const saliency = z.object({
  method: z.string(),
  convention: z.string(),
  height: z.number().int().positive(),
  width: z.number().int().positive(),
  values: z.array(z.number()),
});

export type SaliencyState =
  | { at: 'none' }
  | { at: 'loading' }
  | { at: 'failed' }
  | { at: 'ready'; map: MapValues; convention: string };

/** Fetches a raw map. Maps never change, so the browser's cache keeps them. */
export function useSaliency(href: string | null): SaliencyState {
  const [state, setState] = useState<SaliencyState & { href?: string | null }>({ at: 'loading' });
  useEffect(() => {
    if (href === null) return;
    const cancel = new AbortController();
    fetch(href, { signal: cancel.signal })
      .then(async (response) => saliency.parse(await response.json()))
      .then(({ height, width, values, convention }) =>
        setState({ at: 'ready', map: { height, width, values }, convention, href }),
      )
      .catch(() => cancel.signal.aborted || setState({ at: 'failed', href }));
    return () => cancel.abort();
  }, [href]);
  if (href === null) return { at: 'none' };
  return state.href === href ? state : { at: 'loading' };
}
