'use client';
import { useEffect, useRef, useState } from 'react';
import { count } from '@/app/format/number';
import { useLive } from '@/app/live/liveProvider';
import { useElapsed } from '@/app/live/useElapsed';
import { EmptyState } from '@/app/panel/emptyState';
import { CAM_RANGE } from '@/app/saliency/ranges';
import type { FeedRow } from '@/server/queries/feed';
import { arrivals } from './arrivals';
import { FeedLine } from './feedRow';

/** How long the edge of a new row stays lit. Rows never slide. */
const LIT_MS = 900;

/** Newest first. While the pointer or the focus is inside, nothing moves; what came meanwhile waits behind a button. */
export function FeedPanel({ rows, asOf }: { rows: FeedRow[]; asOf: string }) {
  const { state, setPaused } = useLive();
  const [held, setHeld] = useState(false);
  const [shown, setShown] = useState({ rows, now: Date.parse(asOf), litAbove: rows[0]?.seq ?? 0 });
  useEffect(() => {
    if (held) return;
    setShown((before) => ({
      rows,
      now: Date.parse(asOf),
      litAbove: Math.max(0, ...before.rows.map((row) => row.seq)),
    }));
    const timer = setTimeout(() => setShown((now) => ({ ...now, litAbove: Number.POSITIVE_INFINITY })), LIT_MS);
    return () => clearTimeout(timer);
  }, [rows, asOf, held]);
  const list = useRef<HTMLElement>(null);
  const elapsed = useElapsed(asOf, 5000);
  const waiting = arrivals(shown.rows, rows) + (state.paused ? state.waiting : 0);
  const release = (): void => {
    setPaused(false);
    setShown({ rows, now: Date.parse(asOf), litAbove: shown.rows[0]?.seq ?? 0 });
    list.current?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <section
      className="panel feed"
      data-tour="feed"
      aria-label="Live feed"
      ref={list}
      onPointerEnter={(event) => event.pointerType === 'mouse' && setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setHeld(false)}
    >
      <header>
        <h2>Live</h2>
        <span className="q">newest first</span>
        {waiting > 0 && (
          <button type="button" className="btn feed-new" onClick={release}>
            {count(waiting)} new ↑
          </button>
        )}
      </header>
      {shown.rows.length === 0 ? (
        <EmptyState title="Nothing has been read yet">
          <p>Cases appear here as they are read, without a reload.</p>
        </EmptyState>
      ) : (
        <ol>
          {shown.rows.map((row) => (
            <FeedLine key={row.seq} row={row} now={shown.now + elapsed} lit={row.seq > shown.litAbove} />
          ))}
        </ol>
      )}
      <footer>
        Held while {held ? 'you are' : 'the pointer is'} here. Finding furthest above its baseline. CAM cells at true
        size, one range ±{CAM_RANGE} logits. Bar: outside share; tick: chance by area.
      </footer>
    </section>
  );
}
