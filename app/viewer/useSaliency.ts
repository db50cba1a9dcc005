'use client';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import type { MapValues } from '@/server/queries/feed';
import { type Figures, figuresOf } from './methods/figures';

/** The answer of `GET …/saliency`. */
const saliency = z.object({
  method: z.string(),
  convention: z.string(),
  height: z.number().int().min(0),
  width: z.number().int().min(0),
  values: z.array(z.number()),
  unit: z.string().default('logits'),
  /** Why there is no map though the method has run. */
  undefinedReason: z.string().nullable().default(null),
  /** What a method says besides its map. */
  figures: z.unknown().optional(),
});

export type SaliencyState =
  | { at: 'none' }
  | { at: 'loading' }
  | { at: 'failed' }
  | { at: 'undefined'; reason: string }
  | { at: 'ready'; map: MapValues; convention: string; unit: string; figures: Figures };

function stateOf(answer: z.infer<typeof saliency>): SaliencyState {
  const { height, width, values, convention, unit, undefinedReason } = answer;
  if (undefinedReason !== null || values.length === 0)
    return { at: 'undefined', reason: undefinedReason ?? 'the map is empty' };
  return { at: 'ready', map: { height, width, values }, convention, unit, figures: figuresOf(answer.figures) };
}

/** Fetches a raw map. Maps never change, so the browser's cache keeps them. */
export function useSaliency(href: string | null): SaliencyState {
  const [state, setState] = useState<SaliencyState & { href?: string | null }>({ at: 'loading' });
  useEffect(() => {
    if (href === null) return;
    const cancel = new AbortController();
    fetch(href, { signal: cancel.signal })
      .then(async (response) => saliency.parse(await response.json()))
      .then((answer) => setState({ ...stateOf(answer), href }))
      .catch(() => cancel.signal.aborted || setState({ at: 'failed', href }));
    return () => cancel.abort();
  }, [href]);
  if (href === null) return { at: 'none' };
  return state.href === href ? state : { at: 'loading' };
}
