import assert from 'node:assert/strict';
import { test } from 'node:test';
import { liveView } from './liveView';
import { DEFAULT_VIEW } from './viewQuery';

function setUp() {
  const frames: (() => void)[] = [];
  const timers = new Set<() => void>();
  const live = liveView(DEFAULT_VIEW, {
    frame: (work) => frames.push(work),
    later: (work) => {
      timers.add(work);
      return () => timers.delete(work);
    },
  });
  const heard = { moves: 0, rests: 0 };
  live.onMove(() => {
    heard.moves += 1;
  });
  live.onRest(() => {
    heard.rests += 1;
  });
  const nextFrame = () => {
    for (const work of frames.splice(0)) work();
  };
  const quiet = () => {
    for (const work of [...timers]) work();
  };
  return { live, heard, nextFrame, quiet };
}

test('many moves are one picture, and React hears of none of them before the drag ends', () => {
  const { live, heard, nextFrame, quiet } = setUp();
  live.hold();
  for (let window = 200; window > 100; window -= 1) live.move({ window });
  nextFrame();
  quiet();
  assert.deepEqual(heard, { moves: 1, rests: 0 });
  assert.deepEqual([live.now().window, live.rested().window], [101, 255]);
  live.rest();
  assert.deepEqual([heard.rests, live.rested().window], [1, 101]);
});

test('a view that nobody holds comes to rest by itself', () => {
  const { live, heard, quiet } = setUp();
  live.move({ zoom: 2 });
  assert.equal(live.rested().zoom, 1);
  quiet();
  assert.deepEqual([heard.rests, live.rested().zoom], [1, 2]);
});

test('a drag that moved nothing is no change', () => {
  const { live, heard } = setUp();
  live.hold();
  live.rest();
  assert.equal(heard.rests, 0);
});
