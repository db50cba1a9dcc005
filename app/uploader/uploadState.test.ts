import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Progress, reduceUpload, totalShare } from './uploadState';

const file = (name: string): File => new File(['12345678'], name);

test('files keep their order and get keys that are never used again', () => {
  let state = reduceUpload({ items: [], nextKey: 0 }, { type: 'added', files: [file('a'), file('b')], masks: [] });
  state = reduceUpload(state, { type: 'moved', key: 0, progress: { at: 'done', instanceId: 'i', status: 'done' } });
  state = reduceUpload(state, { type: 'removed-finished' });
  state = reduceUpload(state, { type: 'added', files: [file('c')], masks: [] });
  assert.deepEqual(
    state.items.map((item) => [item.key, item.file.name]),
    [
      [1, 'b'],
      [2, 'c'],
    ],
  );
});

test('a refused file can wait again', () => {
  const problem = { type: 'about:blank', title: 't', status: 422, detail: 'd' };
  let state = reduceUpload({ items: [], nextKey: 0 }, { type: 'added', files: [file('a')], masks: [] });
  state = reduceUpload(state, { type: 'moved', key: 0, progress: { at: 'refused', problem } });
  assert.equal(reduceUpload(state, { type: 'retried', key: 0 }).items[0]?.progress.at, 'waiting');
});

test('the total counts bytes, not files', () => {
  const item = (size: number, progress: Progress) => ({ file: { size }, progress });
  assert.equal(totalShare([]), 0);
  assert.equal(
    totalShare([
      item(300, { at: 'sending', share: 0.5 }),
      item(100, { at: 'cancelled' }),
      item(100, { at: 'waiting' }),
    ]),
    0.5,
  );
});
