'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { plural } from '@/app/format/number';
import { ProblemNote } from '@/app/panel/problemNote';
import type { ProblemBody } from '@/server/problem/problemBody';
import { type Asked, type AskGroup, askForReviews } from './askForReviews';

type Props = {
  /** Cases by what is asked of them. */
  groups: readonly AskGroup[];
  /** Of the button. */
  children: ReactNode;
  /** Told after it was asked. */
  note?: string | null;
};

/** Puts cases into the queue of readers; says how many were new to it. */
export function AskReview({ groups, children, note = null }: Props) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const ask = async (): Promise<void> => {
    setBusy(true);
    const answer = await askForReviews(groups);
    setBusy(false);
    setProblem('problem' in answer ? answer.problem : null);
    if ('problem' in answer) return;
    setSaid([askedWords(answer.asked), note].filter((part) => part !== null).join(' '));
    router.refresh();
  };
  return (
    <div className="ask-review">
      <button
        type="button"
        className="btn"
        disabled={busy || said !== null || groups.length === 0}
        onClick={() => void ask()}
      >
        {children}
      </button>
      <span className="small dim" role="status">
        {said}
      </span>
      {problem !== null && <ProblemNote problem={problem} />}
    </div>
  );
}

function askedWords({ queued, unchanged, missing }: Asked): string {
  const parts = [
    queued > 0 || unchanged + missing === 0 ? `${plural(queued, 'case')} in the queue now` : null,
    unchanged > 0 ? `${unchanged} there before, or read already` : null,
    missing > 0 ? `${plural(missing, 'case')} without an answer of this version` : null,
  ];
  return `${parts.filter((part) => part !== null).join('; ')}.`;
}
