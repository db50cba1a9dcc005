import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DemonstrationStatus } from '@/server/demonstration/describe';
import { progressWords, removalShare, spokenState } from './words';

const running: DemonstrationStatus = {
  status: 'running',
  enabled: true,
  speed: 4,
  sent: 1_412,
  most: 5_000,
  burst: 350,
  perMinute: 3.4,
  partOfDay: 'night',
  problem: null,
  classifiers: [],
  segmenters: [],
  removal: null,
  startedAt: null,
  updatedAt: null,
};
const removing = (removed: number): DemonstrationStatus => ({
  ...running,
  status: 'removing',
  removal: { studies: 1_400, removed, files: 900 },
});

test('each state says how far it is', () => {
  assert.deepEqual(progressWords(running), ['1,412 sent', 'about 3 a minute, night']);
  assert.deepEqual(progressWords({ ...running, perMinute: 0.2 })[1], 'about 1 a minute, night');
  assert.deepEqual(progressWords({ ...running, sent: 0 }), ['Preparing the models']);
  assert.deepEqual(progressWords({ ...running, sent: 40 }), ['40 of the first 350 sent']);
  assert.deepEqual(progressWords({ ...running, status: 'paused' }), ['Paused', '1,412 sent']);
  assert.deepEqual(
    progressWords({ ...running, status: 'paused', problem: 'x@1 was refused' })[0],
    'Stopped: x@1 was refused',
  );
  assert.deepEqual(progressWords({ ...running, enabled: false })[0], 'Switched off');
  assert.deepEqual(progressWords({ ...running, status: 'complete', sent: 5_000 }), ['Complete: all 5,000 sent']);
  assert.deepEqual(progressWords(removing(700)), ['Removing: 700 of 1,400 studies gone']);
  assert.deepEqual(progressWords(removing(1_400)), ['Removing: all studies gone, 900 files left']);
});

test('a removal shows its share, and what is said aloud does not count along', () => {
  assert.equal(removalShare(removing(700)), 0.5);
  assert.equal(removalShare(running), 0);
  assert.equal(spokenState(removing(1)), spokenState(removing(2)));
  assert.equal(spokenState(running), 'Demonstration running at 4 times speed');
});
