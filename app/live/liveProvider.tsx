'use client';
import { useRouter } from 'next/navigation';
import { createContext, type ReactNode, useContext, useEffect, useReducer, useRef } from 'react';
import type { LiveStatus } from '@/server/queries/liveStatus';
import { type LiveSocket, openLiveSocket } from './liveSocket';
import { type LiveState, reduceLive, refreshDelay, retryDelay, startLive } from './liveState';
import { patientFetch } from './patientFetch';

/** While jobs wait, the depth of the queue is asked for even when nothing arrives. */
const POLL_WHILE_BUSY_MS = 5000;

// The router has no other place to hang this on; it stays when the frame itself fails and has to come back.
if (typeof window !== 'undefined') window.fetch = patientFetch(window.fetch.bind(window), () => window.location.href);

type Live = { state: LiveState; status: LiveStatus; setPaused: (paused: boolean) => void; retry: () => void };

const LiveContext = createContext<Live | null>(null);

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === null) throw new Error('useLive: outside LiveProvider');
  return live;
}

/** Keeps the page's numbers current: one socket, one throttled `router.refresh()`, nothing added up in the browser. */
export function LiveProvider({ status, children }: { status: LiveStatus; children: ReactNode }) {
  const [state, dispatch] = useReducer(reduceLive, status.seq, startLive);
  const seq = useRef(state.seq);
  seq.current = state.seq;
  const socket = useRef<LiveSocket>(null);
  useEffect(() => {
    const opened = openLiveSocket('all', () => seq.current, {
      opened: () => dispatch({ type: 'opened' }),
      closed: () => dispatch({ type: 'closed' }),
      refused: () => dispatch({ type: 'refused' }),
      caughtUp: (subscription) => dispatch({ type: 'caught-up', ...subscription }),
      arrived: (event) => dispatch({ type: 'arrived', event }),
    });
    socket.current = opened;
    return () => opened.close();
  }, []);
  useEffect(() => {
    if (state.link !== 'down') return;
    const timer = setTimeout(() => socket.current?.connect(), retryDelay(state.attempts));
    return () => clearTimeout(timer);
  }, [state.link, state.attempts]);
  useRefresh(state, status, () => dispatch({ type: 'refreshed' }));
  const live: Live = {
    state,
    status,
    setPaused: (paused) => dispatch({ type: 'paused', paused }),
    retry: () => socket.current?.connect(),
  };
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** Asks the server for new numbers when events wait, or when the queue does; never while paused. */
function useRefresh(state: LiveState, status: LiveStatus, refreshed: () => void): void {
  const router = useRouter();
  const times = useRef<number[]>([]);
  const due = !state.paused && state.waiting > 0;
  // An event may arrive in the very render that notes a refresh: `due` stays true then, and only the count of
  // refreshes says that the next one is to be planned.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `refreshed` only dispatches, and changes with every render
  useEffect(() => {
    if (!due) return;
    const wait = refreshDelay(times.current, Date.now());
    const timer = setTimeout(() => {
      times.current = [...times.current.slice(-9), Date.now()];
      refreshed();
      router.refresh();
    }, wait);
    return () => clearTimeout(timer);
  }, [due, state.refreshes, router]);
  const busy = status.queueDepth > 0 && !state.paused && state.link === 'up';
  useEffect(() => {
    if (!busy) return;
    const timer = setInterval(() => router.refresh(), POLL_WHILE_BUSY_MS);
    return () => clearInterval(timer);
  }, [busy, router]);
}
