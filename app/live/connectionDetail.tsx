'use client';
import { count, NBSP, plural } from '@/app/format/number';
import { since } from '@/app/format/time';
import { useLive } from './liveProvider';
import { type Connection, retryDelay } from './liveState';
import { useElapsed } from './useElapsed';

/** What the state of the connection means for the numbers on the page. `age`: of the newest result, ms. */
export function ConnectionDetail({ connection, age }: { connection: Connection; age: number | null }) {
  const { state, status } = useLive();
  const old = age === null ? null : since(age);
  switch (connection) {
    case 'offline':
      return <Offline attempts={state.link === 'refused' ? null : state.attempts} old={old} />;
    case 'paused':
      return (
        <span className="live-says">
          by you, <b>{count(state.waiting)}</b> new
        </span>
      );
    case 'stale':
      return (
        <span className="live-says" suppressHydrationWarning>
          last case <b>{old}</b> ago, <b>{plural(status.queueDepth, 'job waits', 'jobs wait')}</b>
        </span>
      );
    case 'catching-up':
      return <span className="live-says">asking for what was missed</span>;
    case 'live':
      return <Live old={old} queue={status.queueDepth} />;
  }
}

/** `attempts`: failed ones so far; null when the server wants a new sign-in. */
function Offline({ attempts, old }: { attempts: number | null; old: string | null }) {
  const elapsed = useElapsed(attempts);
  const left = attempts === null ? 0 : Math.ceil((retryDelay(attempts) - elapsed) / 1000);
  return (
    <span className="live-says">
      {attempts === null ? 'the sign-in is over' : left > 0 ? `trying again in ${left}${NBSP}s` : 'trying again'}
      {old !== null && (
        <span className="opt">
          , newest case <b>{old}</b> ago
        </span>
      )}
    </span>
  );
}

function Live({ old, queue }: { old: string | null; queue: number }) {
  return (
    <>
      <span>
        {old === null ? (
          'No data yet'
        ) : (
          <>
            Data age <b suppressHydrationWarning>{old}</b>
          </>
        )}
      </span>
      <span className="opt">
        Queue <b>{count(queue)}</b>
      </span>
    </>
  );
}
