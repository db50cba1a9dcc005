import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@/server/problem/appError';
import { openTurnstile } from './turnstile';

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

test('so many at once, the others in the order in which they came', async () => {
  const turnstile = openTurnstile({ atOnce: 2, patienceMs: 5_000 });
  const done: number[] = [];
  let inside = 0;
  let most = 0;
  const work = (number: number) => async () => {
    inside += 1;
    most = Math.max(most, inside);
    await pause(5);
    inside -= 1;
    done.push(number);
  };
  await Promise.all(Array.from({ length: 9 }, (_, number) => turnstile.pass(work(number))));
  assert.equal(most, 2);
  assert.deepEqual(done, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test('who waits too long is told to come again, and takes no turn', async () => {
  const turnstile = openTurnstile({ atOnce: 1, patienceMs: 30 });
  const leave = await turnstile.enter();
  const isFull = (error: unknown) => error instanceof AppError && error.code === 'unavailable';
  await assert.rejects(
    turnstile.pass(async () => 1),
    isFull,
  );
  leave();
  leave();
  assert.equal(await turnstile.pass(async () => 2), 2);
  await assert.rejects(
    turnstile.pass(() => Promise.reject(new Error('own fault'))),
    /own fault/,
  );
  assert.equal(await turnstile.pass(async () => 3), 3);
});
