'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { problemOf, reach } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';
import type { SaliencyMethodName } from '@/server/saliency/saliencyMethod';
import { type MethodEntry, methodList } from './methodList';

/** How often the list is asked for while a method runs. */
const POLL_MS = 700;

export type Methods = {
  /** null until it has come. */
  list: MethodEntry[] | null;
  problem: ProblemBody | null;
  /** Has a map made. */
  make: (method: SaliencyMethodName) => void;
  /** Ends one that is under way. */
  stop: (method: SaliencyMethodName) => void;
};

/** The answer to having one made; where it is there already, its map comes instead. */
const making = z.object({ analysis: z.object({ id: z.string() }) });

const ended = z.object({ status: z.string(), problem: z.string().nullable() });

/** What methods there are for a version on an image, and how far those under way have come; asked for while `wanted`. */
export function useMethods(
  of: { instanceId: string; model: string; finding: string } | null,
  wanted: boolean,
): Methods {
  const [known, setKnown] = useState<{ key: string; list: MethodEntry[] } | null>(null);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const asked = useRef(new Map<SaliencyMethodName, string>());
  const key = of === null ? '' : `${of.instanceId} ${of.model}`;
  const path = of === null ? null : (`/api/v1/instances/${of.instanceId}` as const);
  const model = of?.model ?? '';
  const list = known?.key === key ? known.list : null;

  const look = useCallback(async (): Promise<void> => {
    if (path === null) return;
    const answer = await reach(`${path}/saliency-methods?${new URLSearchParams({ model })}`);
    const parsed = methodList.safeParse(answer.body);
    if (answer.status !== 200 || !parsed.success) return setProblem(problemOf(answer));
    setKnown({ key, list: parsed.data.methods });
    const lost = await failureOf(asked.current, parsed.data.methods);
    if (lost !== null) setProblem(lost);
  }, [path, model, key]);

  const running = list?.some(({ analysis }) => analysis !== null) ?? false;
  useEffect(() => {
    if (!wanted) return;
    void look();
    const timer = running ? setInterval(() => void look(), POLL_MS) : undefined;
    return () => clearInterval(timer);
  }, [wanted, running, look]);

  const make = async (method: SaliencyMethodName): Promise<void> => {
    if (path === null || of === null) return;
    setProblem(null);
    const body = JSON.stringify({ model, finding: of.finding, method });
    const headers = { 'content-type': 'application/json' };
    const answer = await reach(`${path}/saliency`, { method: 'POST', headers, body });
    if (answer.status > 202 || answer.status === 0) return setProblem(problemOf(answer));
    const parsed = making.safeParse(answer.body);
    if (parsed.success) asked.current.set(method, parsed.data.analysis.id);
    await look();
  };
  const stop = async (method: SaliencyMethodName): Promise<void> => {
    const id = list?.find((entry) => entry.method === method)?.analysis?.id;
    asked.current.delete(method);
    if (id !== undefined) await reach(`/api/v1/analyses/${id}/cancel`, { method: 'POST' });
    await look();
  };
  return { list, problem, make: (method) => void make(method), stop: (method) => void stop(method) };
}

/** Why one that was asked for here has ended without a map; null when none has. */
async function failureOf(asked: Map<SaliencyMethodName, string>, list: MethodEntry[]): Promise<ProblemBody | null> {
  for (const { method, label, state, analysis } of list) {
    const id = asked.get(method);
    if (id === undefined || analysis !== null) continue;
    asked.delete(method);
    if (state === 'ready') continue;
    const parsed = ended.safeParse((await reach(`/api/v1/analyses/${id}`)).body);
    if (!parsed.success || parsed.data.status !== 'failed') continue;
    const detail = parsed.data.problem ?? 'The worker did not say why.';
    return { type: 'about:blank', title: `${label}: failed`, status: 0, detail };
  }
  return null;
}
