'use client';
import { type ReactNode, useState } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import type { ProblemBody } from '@/server/problem/problemBody';

type Props = {
  /** On the first button, with an ellipsis. */
  name: string;
  /** What it means, beside the second. */
  children: ReactNode;
  /** On the second button. */
  sure: string;
  /** Answers why it was refused. */
  act: () => Promise<ProblemBody | null>;
};

/** A change that is asked for twice, as somebody else may have to follow it. */
export function AskTwice({ name, children, sure, act }: Props) {
  const [state, setState] = useState<'idle' | 'asked' | 'busy'>('idle');
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const go = async (): Promise<void> => {
    setState('busy');
    setProblem(await act());
    setState('idle');
  };
  return (
    <span className="act">
      {state === 'idle' ? (
        <button type="button" className="btn" onClick={() => setState('asked')}>
          {name}…
        </button>
      ) : (
        <>
          <span className="small">{children}</span>
          <button type="button" className="btn primary" disabled={state === 'busy'} onClick={() => void go()}>
            {sure}
          </button>
          <button type="button" className="btn" disabled={state === 'busy'} onClick={() => setState('idle')}>
            Leave it
          </button>
        </>
      )}
      {problem !== null && <ProblemNote problem={problem} />}
    </span>
  );
}
