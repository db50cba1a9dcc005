'use client';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import { change } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';

type Props = { path: 'checkpoints' | 'verification'; label: string; primary?: boolean; disabled?: boolean };

/** Asks for a verification or a checkpoint, and shows the page anew. */
export function TrailButton({ path, label, primary = false, disabled = false }: Props) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const ask = (): void =>
    start(async () => {
      setProblem(await change('POST', `/api/v1/trail/${path}`, {}));
      router.refresh();
    });
  return (
    <>
      <button type="button" className={primary ? 'btn primary' : 'btn'} disabled={busy || disabled} onClick={ask}>
        {busy ? 'Working …' : label}
      </button>
      {problem !== null && <ProblemNote problem={problem} />}
    </>
  );
}
