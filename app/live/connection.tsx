'use client';
import { withBase } from '@/app/shell/basePath';
import { useKeys } from '@/app/shell/useKeys';
import { ConnectionDetail } from './connectionDetail';
import { useLive } from './liveProvider';
import { type Connection, connectionOf } from './liveState';
import { useElapsed } from './useElapsed';
import { WhyStale } from './whyStale';

const WORDS: Record<Connection, string> = {
  live: 'Live',
  'catching-up': 'Catching up',
  paused: 'Paused',
  stale: 'Stale',
  offline: 'Offline',
};

/** Each state has a shape of its own, so that colour is never the only sign. */
const SHAPES: Record<Connection, React.ReactNode> = {
  live: <circle cx="6" cy="6" r="4" fill="currentColor" />,
  'catching-up': <path d="M6 1.500a4.500 4.500 0 1 1-4.500 4.500H6z" fill="currentColor" />,
  paused: <path d="M2.500 2h2.500v8H2.500zM7 2h2.500v8H7z" fill="currentColor" />,
  stale: <path d="M6 1.500l5 9H1z" fill="currentColor" />,
  offline: <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
};

/** Milliseconds since the page got `asOf`, added to the age that the server saw; the browser's clock may be wrong. */
function useAge(newestAt: string | null, asOf: string): number | null {
  const elapsed = useElapsed(asOf);
  return newestAt === null ? null : Math.max(0, Date.parse(asOf) - Date.parse(newestAt)) + elapsed;
}

/** Connection, data age, queue and the next step, in the header of every page. */
export function ConnectionStrip() {
  const { state, status, setPaused, retry } = useLive();
  const age = useAge(status.newestAt, status.asOf);
  const connection = connectionOf(state, status.queueDepth, age);
  useKeys({ p: () => setPaused(!state.paused) });
  return (
    <div className={`live is-${connection}`} data-state={connection}>
      <span className="live-state" role="status">
        <svg width="12" height="12" viewBox="0 0 12 12" fill="none" aria-hidden="true">
          {SHAPES[connection]}
        </svg>
        <b>{WORDS[connection]}</b>
      </span>
      <ConnectionDetail connection={connection} age={age} />
      {state.link === 'down' && (
        <button type="button" className="btn" onClick={retry}>
          Try now
        </button>
      )}
      {state.link === 'refused' && (
        <a className="btn" href={withBase('/signin')}>
          Sign in again
        </a>
      )}
      {connection === 'stale' && <WhyStale waiting={status.queueDepth} />}
      {state.link !== 'down' && state.link !== 'refused' && (
        <button type="button" className="btn" aria-pressed={state.paused} onClick={() => setPaused(!state.paused)}>
          {state.paused ? 'Resume' : 'Pause'} <kbd>p</kbd>
        </button>
      )}
    </div>
  );
}
