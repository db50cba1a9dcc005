'use client';
import { useId } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import type { AnalysisState } from '@/server/analysis/kinds';
import './analysis.css';
import { announcement, progressWords, standing } from './progressWords';
import { useAnalysis } from './useAnalysis';

type Props = {
  state: AnalysisState;
  /** What is being made, as in "Intervals by patient". */
  what?: string;
};

/**
 * How far a question is that single results are read for: a bar with rate and time left, and a way to stop it; when it
 * is done the page is asked for anew. Shows nothing once there is a current answer.
 */
export function AnalysisProgress({ state, what = 'Reading single results' }: Props) {
  const { now, rate, busy, problem, cancel, again } = useAnalysis(state);
  const label = useId();
  if (now.status === 'done') return null;
  const underWay = now.status === 'waiting' || now.status === 'running';
  const share = now.total === null || now.total === 0 ? null : Math.min(1, now.done / now.total);
  return (
    <div className="analysis" data-status={now.status}>
      <div className="analysis-line">
        <span id={label} className="analysis-what">
          {standing(now, what)}
        </span>
        <span className="analysis-words">{progressWords(now, rate)}</span>
        <button type="button" className="btn" disabled={busy} onClick={underWay ? cancel : again}>
          {underWay ? 'Stop' : 'Try again'}
        </button>
      </div>
      {underWay && (
        <progress
          className="analysis-bar"
          aria-labelledby={label}
          {...(share !== null && now.status === 'running' && { value: share })}
        />
      )}
      {/* Only what changes seldom is told aloud: each start and end, not each step. */}
      <span className="sr" role="status">
        {announcement(now, what)}
      </span>
      {problem !== null && <ProblemNote problem={problem} />}
    </div>
  );
}
