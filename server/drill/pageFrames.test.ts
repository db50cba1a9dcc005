import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRecorder } from './pageFrames';

const asks = (since: number) => `420["subscribe",{"room":"all","since":${since}}]`;
const event = (seq: number) => `{"seq":${seq},"type":"truth:recorded","payload":{},"at":"2026-11-22T14:00:00Z"}`;
const missed = (seq: number, ...seqs: number[]) => `430[{"seq":${seq},"missed":[${seqs.map(event)}],"reset":false}]`;
const live = (seq: number) => `42["events",[${event(seq)}]]`;

test('what a page saw is read from its frames: caught up, live, and each once', () => {
  const { sightings, sent, received } = openRecorder();
  sent('40');
  sent(asks(4));
  for (const frame of ['2', '40{"sid":"x"}', missed(6, 5, 6), live(7), live(7), live(8)]) received(frame);
  sent(asks(8));
  received(missed(9, 9));
  assert.deepEqual([sightings.from, sightings.seen], [4, [5, 6, 7, 8, 9]]);
  assert.deepEqual([sightings.repeats, sightings.connections, sightings.loads], [1, 2, 0]);
});

test('a page that was loaded anew has the numbers of that moment, and is counted', () => {
  const { sightings, sent, received } = openRecorder();
  sent(asks(0));
  received(live(1));
  sent(asks(3));
  received(live(4));
  assert.deepEqual([sightings.seen, sightings.loads], [[1, 2, 3, 4], 1]);
});

test('an event that is left out stays visible as a gap', () => {
  const { sightings, sent, received } = openRecorder();
  sent(asks(0));
  for (const seq of [1, 3]) received(live(seq));
  assert.deepEqual(sightings.seen, [1, 3]);
});
