import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { LiveEvent } from '@/server/live/events';
import {
  connectionOf,
  type LiveAction,
  type LiveState,
  reduceLive,
  refreshDelay,
  retryDelay,
  startLive,
} from './liveState';

const event = (seq: number): LiveEvent => ({
  seq,
  type: 'prediction:committed',
  payload: {},
  at: '2026-11-22T14:00:00Z',
});
const after = (state: LiveState, ...actions: LiveAction[]): LiveState => actions.reduce(reduceLive, state);
const up = after(startLive(10), { type: 'opened' }, { type: 'caught-up', seq: 10, missed: [], reset: false });

test('an event counts once, live or caught up', () => {
  const state = after(up, { type: 'arrived', event: event(11) }, { type: 'arrived', event: event(11) });
  assert.equal(state.waiting, 1);
  const again = after(
    state,
    { type: 'closed' },
    { type: 'opened' },
    {
      type: 'caught-up',
      seq: 13,
      missed: [event(11), event(12), event(13)],
      reset: false,
    },
  );
  assert.deepEqual([again.seq, again.waiting, again.link], [13, 3, 'up']);
});

test('whatever the interleaving, as many events wait as have distinct numbers', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 11, max: 40 })), (numbers) => {
      const rising = numbers.toSorted((a, b) => a - b);
      const state = after(up, ...rising.map((seq): LiveAction => ({ type: 'arrived', event: event(seq) })));
      assert.equal(state.waiting, new Set(numbers).size);
    }),
  );
});

test('a reset makes the page load anew', () => {
  assert.equal(after(up, { type: 'caught-up', seq: 10, missed: [], reset: true }).waiting, 1);
  assert.equal(after(up, { type: 'caught-up', seq: 900, missed: [], reset: true }).waiting, 890);
});

test('refreshing empties the count, pausing keeps it', () => {
  const paused = after(up, { type: 'paused', paused: true }, { type: 'arrived', event: event(11) });
  assert.equal(paused.waiting, 1);
  assert.equal(after(paused, { type: 'refreshed' }).waiting, 0);
});

test('the header says offline before paused before catching up before stale', () => {
  assert.equal(connectionOf(after(up, { type: 'paused', paused: true }, { type: 'closed' }), 0, 0), 'offline');
  assert.equal(connectionOf(after(up, { type: 'refused' }), 0, 0), 'offline');
  assert.equal(connectionOf(after(up, { type: 'paused', paused: true }), 0, 0), 'paused');
  assert.equal(connectionOf(startLive(0), 0, 0), 'catching-up');
  assert.equal(connectionOf(up, 3, 121_000), 'stale');
  assert.equal(connectionOf(up, 0, 9_000_000), 'live');
  assert.equal(connectionOf(up, 3, null), 'live');
});

test('four refreshes may follow each other at once, the fifth waits', () => {
  const delays = [[], [100, 110, 120], [100, 110, 120, 130], [0, 9000, 9100, 9200]].map((times) =>
    refreshDelay(times, 140),
  );
  assert.deepEqual(delays, [0, 0, 3960, 3860]);
});

test('attempts are spaced further and further apart, up to 8 s', () => {
  assert.deepEqual([1, 2, 3, 4, 9].map(retryDelay), [1000, 2000, 4000, 8000, 8000]);
});

test('an event that arrives together with a refresh plans the next one', () => {
  const event = { seq: 8, type: 'prediction:committed' as const, payload: {}, at: '2026-11-22T14:32:08.000Z' };
  const before = reduceLive(startLive(6), { type: 'arrived', event: { ...event, seq: 7 } });
  const after = reduceLive(reduceLive(before, { type: 'refreshed' }), { type: 'arrived', event });
  assert.equal(after.waiting, 1);
  assert.equal(after.refreshes, before.refreshes + 1);
});
