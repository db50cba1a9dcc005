'use client';
import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { call } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';

const proportion = z.object({ value: z.number(), low: z.number(), high: z.number() });

const preview = z.object({
  predictions: z.number(),
  flaggedPredictions: z.number(),
  share: proportion.nullable(),
  cases: z.array(z.object({ instanceId: z.string(), model: z.string(), finding: z.string() })),
});

export type Preview = z.infer<typeof preview>;

export type PreviewState = { preview: Preview | null; problem: ProblemBody | null; waits: boolean };

/** Typing pauses so long before the rule is tried. */
const QUIET_MS = 300;

/** Tries a rule each time that it changes; the last answer stays in sight until the next. null: not asked. */
export function useRulePreview(draft: object | null): PreviewState {
  const [state, setState] = useState<PreviewState>({ preview: null, problem: null, waits: false });
  const text = draft === null ? null : JSON.stringify(draft);
  const newest = useRef(0);
  useEffect(() => {
    if (text === null) return;
    newest.current += 1;
    const mine = newest.current;
    setState((before) => ({ ...before, waits: true }));
    const timer = setTimeout(async () => {
      const answer = await call('POST', '/api/v1/flag-rules/preview', JSON.parse(text));
      if (mine !== newest.current) return;
      if (!answer.ok) return setState((before) => ({ ...before, problem: answer.problem, waits: false }));
      const parsed = preview.safeParse(answer.body);
      setState({ preview: parsed.success ? parsed.data : null, problem: null, waits: false });
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return state;
}
