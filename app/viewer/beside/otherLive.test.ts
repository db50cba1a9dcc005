import assert from 'node:assert/strict';
import { test } from 'node:test';
import { liveView } from '../liveView';
import { DEFAULT_VIEW } from '../viewQuery';
import { otherLive, toggleLink } from './otherLive';

const timing = { frame: (work: () => void) => work(), later: () => () => {} };

test('linked panes are at one place, whichever is moved', () => {
  const live = liveView(DEFAULT_VIEW, timing);
  const other = otherLive(live);
  other.change({ zoom: 2 });
  assert.equal(live.now().zoom, 2);
  live.change({ window: 80 });
  assert.equal(other.now().window, 80);
});

test('parted panes keep their own zoom and window and share the rest', () => {
  const live = liveView({ ...DEFAULT_VIEW, zoom: 2 }, timing);
  const other = otherLive(live);
  live.change(toggleLink(live.now()));
  live.change({ zoom: 4 });
  assert.equal(other.now().zoom, 2);
  other.change({ zoom: 3, window: 90, opacity: 10 });
  assert.deepEqual([live.now().zoom, live.now().window, live.now().opacity], [4, 255, 10]);
  assert.deepEqual([other.now().zoom, other.now().window, other.now().opacity], [3, 90, 10]);
  live.change(toggleLink(live.now()));
  assert.equal(other.now().zoom, 4);
});

test('a view is made once, so that a resting pane is known by identity', () => {
  const live = liveView(DEFAULT_VIEW, timing);
  const other = otherLive(live);
  live.change(toggleLink(live.now()));
  assert.equal(other.now(), other.rested());
});
