'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import { call } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';

type Props = {
  path: `/${string}`;
  body: object;
  /** What is posted to take it back; with it, a button appears in its place that does so. */
  undo?: object;
  /** Told when it is done. */
  done?: string;
  /** Names the button where its word alone does not. */
  label?: string;
  children: ReactNode;
};

/** One change that needs no question, said when it is done, and undone by another click where that can be. */
export function ActButton({ path, body, undo, done, label, children }: Props) {
  const router = useRouter();
  const [state, setState] = useState<'idle' | 'busy' | 'done'>('idle');
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const act = async (what: object, next: 'idle' | 'done'): Promise<void> => {
    setState('busy');
    const answer = await call('POST', path, what);
    setProblem(answer.problem);
    setState(answer.problem === null ? next : 'idle');
    if (answer.problem === null) router.refresh();
  };
  return (
    <span className="act">
      {state === 'done' && undo !== undefined ? (
        <button type="button" className="btn" onClick={() => void act(undo, 'idle')}>
          Undo
        </button>
      ) : (
        <button
          type="button"
          className="btn"
          disabled={state === 'busy'}
          aria-label={label}
          onClick={() => void act(body, 'done')}
        >
          {children}
        </button>
      )}
      <span role="status" className="small dim">
        {state === 'done' && done}
      </span>
      {problem !== null && <ProblemNote problem={problem} />}
    </span>
  );
}
