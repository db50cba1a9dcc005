import { z } from 'zod';
import { startLive } from '@/app/live/liveState';
import type { LiveEvent } from '@/server/live/events';
import { observe, type Sightings } from './listener';

/** Only the number counts here. */
const event = z
  .object({ seq: z.number() })
  .transform(({ seq }): LiveEvent => ({ seq, type: 'instance:received', payload: {}, at: '' }));
const subscribed = z.tuple([z.object({ seq: z.number(), missed: z.array(event), reset: z.boolean() })]);
const arrived = z.tuple([z.literal('events'), z.array(event)]);

/** Takes the frames that a page's socket sends and receives, as text. */
export type Recorder = { sightings: Sightings; sent(frame: string): void; received(frame: string): void };

/**
 * Reads the frames of the page's sockets (socket.io protocol 5: `42[…]` an event, `43<id>[…]` the answer to a request)
 * and applies the page's own rule to them. It begins where the page's first request says; a later request that names a newer
 * number than was seen comes from a page that was loaded anew, with the numbers of that moment.
 */
export function openRecorder(): Recorder {
  const sightings: Sightings = { name: 'Chromium', from: 0, seen: [], repeats: 0, resets: 0, loads: 0, connections: 0 };
  let state = startLive(0);
  const since = z.tuple([z.literal('subscribe'), z.object({ since: z.number() })]);
  const sent = (frame: string): void => {
    const text = /^42\d+(\[.*)$/s.exec(frame)?.[1];
    if (text === undefined) return;
    const request = since.safeParse(JSON.parse(text));
    if (!request.success) return;
    sightings.connections += 1;
    const { since: asked } = request.data[1];
    if (sightings.connections === 1) sightings.from = asked;
    else if (asked > state.seq) {
      sightings.loads += 1;
      for (let seq = state.seq + 1; seq <= asked; seq++) sightings.seen.push(seq);
    }
    state = { ...state, seq: asked };
    state = observe(state, { type: 'opened' }, sightings);
  };
  const received = (frame: string): void => {
    const [, kind, text] = /^4(2|3)\d*(\[.*)$/s.exec(frame) ?? [];
    if (text === undefined) return;
    const caughtUp = kind === '3' ? subscribed.safeParse(JSON.parse(text)) : null;
    if (caughtUp?.success) state = observe(state, { type: 'caught-up', ...caughtUp.data[0] }, sightings);
    const live = kind === '2' ? arrived.safeParse(JSON.parse(text)) : null;
    for (const one of live?.data?.[1] ?? []) state = observe(state, { type: 'arrived', event: one }, sightings);
  };
  return { sightings, sent, received };
}
