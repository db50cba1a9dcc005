'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import { change } from '@/app/shell/call';
import type { AnalysisKind } from '@/server/analysis/kinds';
import type { ProblemBody } from '@/server/problem/problemBody';

type Props = { kind: AnalysisKind; parameters: Record<string, string | null>; children: string };

/** Asks a question that single results have to be read for; the page then shows how far it is. */
export function AskButton({ kind, parameters, children }: Props) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const send = async (): Promise<void> => {
    setBusy(true);
    setProblem(await change('POST', '/api/v1/analyses', { kind, parameters }));
    setBusy(false);
    router.refresh();
  };
  return (
    <>
      <button type="button" className="btn primary" disabled={busy} onClick={() => void send()}>
        {children}
      </button>
      {problem !== null && <ProblemNote problem={problem} />}
    </>
  );
}
