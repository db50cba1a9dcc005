'use client';
import type { DemonstrationStatus } from '@/server/demonstration/describe';
import { RemovalDialog, showRemovalDialog } from './removalDialog';
import { useAsk } from './useAsk';

const SPEEDS = [1, 4, 10] as const;

/** Pause, speed, removal. What the state does not allow is not there. */
export function DemonstrationControls({ now }: { now: DemonstrationStatus }) {
  const { busy, problem, send } = useAsk();
  const paused = now.status === 'paused';
  return (
    <div className="demonstration-controls">
      {problem !== null && (
        <span className="demonstration-problem" role="alert">
          {problem.detail}
        </span>
      )}
      {now.enabled && now.status !== 'complete' && (
        <>
          <button
            type="button"
            className="btn"
            aria-label={paused ? 'Resume sending' : 'Pause sending'}
            aria-disabled={busy}
            onClick={() => !busy && send({ method: 'PATCH', change: { status: paused ? 'running' : 'paused' } })}
          >
            {paused ? 'Resume' : 'Pause'}
            <span className="opt">sending</span>
          </button>
          <Speeds speed={now.speed} pick={(speed) => !busy && send({ method: 'PATCH', change: { speed } })} />
        </>
      )}
      <button type="button" className="btn" onClick={showRemovalDialog} aria-haspopup="dialog">
        Remove all…
      </button>
      <RemovalDialog now={now} remove={() => send({ method: 'DELETE' })} />
    </div>
  );
}

type SpeedsProps = { speed: number; pick: (speed: (typeof SPEEDS)[number]) => void };

function Speeds({ speed, pick }: SpeedsProps) {
  return (
    <fieldset className="seg" aria-label="Speed">
      {SPEEDS.map((value) => (
        <button type="button" key={value} aria-pressed={value === speed} onClick={() => pick(value)}>
          {value}×
        </button>
      ))}
    </fieldset>
  );
}
