'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import { change } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';

/** Ends a link for good, in two steps: there is no way back. */
export function RevokeButton({ id }: { id: string }) {
  const router = useRouter();
  const [sure, setSure] = useState(false);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const revoke = async (): Promise<void> => {
    const refused = await change('POST', `/api/v1/links/${id}/revoke`, {});
    setProblem(refused);
    setSure(false);
    if (refused === null) router.refresh();
  };
  return (
    <div className="link-actions">
      {sure ? (
        <>
          <span className="small">Open pages close at once, and the link never works again.</span>
          <button type="button" className="btn primary" onClick={() => void revoke()}>
            Revoke for good
          </button>
          <button type="button" className="btn" onClick={() => setSure(false)}>
            Keep it
          </button>
        </>
      ) : (
        <button type="button" className="btn" onClick={() => setSure(true)}>
          Revoke…
        </button>
      )}
      {problem !== null && <ProblemNote problem={problem} />}
    </div>
  );
}
