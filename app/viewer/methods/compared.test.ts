import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SaliencyMethodName } from '@/server/saliency/saliencyMethod';
import { toggleCompared } from './compared';

const view = (method: SaliencyMethodName, ...compare: SaliencyMethodName[]) => ({ method, compare });

test('the first method comes beside the one that is shown, in the order of the list', () => {
  assert.deepEqual(toggleCompared(view('rise'), 'cam').compare, ['cam', 'rise']);
});

test('a method is not compared with itself', () => {
  assert.deepEqual(toggleCompared(view('rise'), 'rise'), view('rise'));
});

test('one that is left alone is shown by itself', () => {
  assert.deepEqual(toggleCompared(view('log-ratio', 'cam', 'rise'), 'cam'), view('rise'));
  assert.deepEqual(toggleCompared(view('cam', 'cam', 'rise', 'shapley'), 'cam').compare, ['rise', 'shapley']);
});

test('a fifth finds no room', () => {
  const full = view('cam', 'cam', 'occlusion', 'shapley', 'rise');
  assert.deepEqual(toggleCompared(full, 'score-cam'), full);
});
