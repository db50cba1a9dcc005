import type { LiveEvent } from '@/server/live/events';

/** What a page knows of the stream. Pure: the clock is an argument. */
export type LiveState = {
  link: 'connecting' | 'catching-up' | 'up' | 'down' | 'refused';
  /** Newest sequence number that was seen; events at or below it are repeats. */
  seq: number;
  paused: boolean;
  /** Events seen since the page's numbers were last asked for. */
  waiting: number;
  /** How often they were asked for. */
  refreshes: number;
  /** Failed attempts since the link went down. */
  attempts: number;
};

export type LiveAction =
  | { type: 'opened' }
  | { type: 'closed' }
  | { type: 'refused' }
  | { type: 'caught-up'; seq: number; missed: LiveEvent[]; reset: boolean }
  | { type: 'arrived'; event: LiveEvent }
  | { type: 'paused'; paused: boolean }
  | { type: 'refreshed' };

export const startLive = (seq: number): LiveState => ({
  link: 'connecting',
  seq,
  paused: false,
  waiting: 0,
  refreshes: 0,
  attempts: 0,
});

/** Next state. Each event counts once, whether it came live, with the catching up, or both. */
export function reduceLive(state: LiveState, action: LiveAction): LiveState {
  switch (action.type) {
    case 'opened':
      return { ...state, link: 'catching-up', attempts: 0 };
    case 'closed':
      return { ...state, link: 'down', attempts: state.attempts + 1 };
    case 'refused':
      return { ...state, link: 'refused' };
    case 'caught-up': {
      const fresh = action.missed.filter((event) => event.seq > state.seq).length;
      // A reset means that more was missed than is kept: count at least one, so that the page loads anew.
      const waiting = state.waiting + (action.reset ? Math.max(1, action.seq - state.seq) : fresh);
      return { ...state, link: 'up', seq: Math.max(state.seq, action.seq), waiting };
    }
    case 'arrived':
      if (action.event.seq <= state.seq) return state;
      return { ...state, seq: action.event.seq, waiting: state.waiting + 1 };
    case 'paused':
      return { ...state, paused: action.paused };
    case 'refreshed':
      return { ...state, waiting: 0, refreshes: state.refreshes + 1 };
  }
}

/** The words of the header. */
export type Connection = 'live' | 'catching-up' | 'paused' | 'stale' | 'offline';

/** Work that waits this long without anything being committed means that the numbers are stale. */
export const STALE_AFTER_MS = 120_000;

/** One word for the state; what needs an answer from the reader comes first. */
export function connectionOf(state: LiveState, queueDepth: number, quietMs: number | null): Connection {
  if (state.link === 'down' || state.link === 'refused') return 'offline';
  if (state.paused) return 'paused';
  if (state.link !== 'up') return 'catching-up';
  return queueDepth > 0 && (quietMs ?? 0) > STALE_AFTER_MS ? 'stale' : 'live';
}

/** One refresh a second on average, but so many at once: a case's arrival and each version's answer are shown without a wait. */
const BURST = 4;
const BURST_MS = BURST * 1000;

/** How long to wait before the next refresh; `times` are those of the last ones, newest last, ms. */
export function refreshDelay(times: number[], now: number): number {
  const first = times.at(-BURST);
  return first === undefined ? 0 : Math.max(0, first + BURST_MS - now);
}

/** Wait before the n-th attempt (1 first): 1, 2, 4, 8, 8 … s. */
export const retryDelay = (attempts: number): number => Math.min(1000 * 2 ** Math.max(0, attempts - 1), 8000);
