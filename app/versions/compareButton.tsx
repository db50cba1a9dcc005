'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import { change } from '@/app/shell/call';
import { useKeys } from '@/app/shell/useKeys';
import type { ProblemBody } from '@/server/problem/problemBody';

/** Compares both versions of a gate on the cases that both have read; `v` does so from the keyboard. */
export function CompareButton({ id, primary }: { id: string; primary: boolean }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const compare = async (): Promise<void> => {
    setBusy(true);
    setProblem(await change('POST', `/api/v1/promotions/${id}/compare`, {}));
    setBusy(false);
    router.refresh();
  };
  useKeys({ v: () => void compare() });
  return (
    <>
      <button
        type="button"
        className={primary ? 'btn primary' : 'btn'}
        disabled={busy}
        onClick={() => void compare()}
        aria-keyshortcuts="v"
      >
        {primary ? 'Compare' : 'Compare anew'} <kbd>v</kbd>
      </button>
      {problem !== null && <ProblemNote problem={problem} />}
    </>
  );
}
