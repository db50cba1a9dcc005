import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@/server/problem/appError';
import { openUploadBudget } from './uploadBudget';

const request = () => new Request('http://x/', { method: 'POST', body: 'x' });
const isFull = (error: unknown) => error instanceof AppError && error.code === 'unavailable';

test('more uploads than may be are refused, and let in when one has ended, also badly', async () => {
  const budget = openUploadBudget({ uploads: 1, bytes: 100 });
  let end: (error: Error) => void = () => undefined;
  const first = budget.admit(request(), () => new Promise((_, reject) => (end = reject)));
  await assert.rejects(
    budget.admit(request(), async () => 'second'),
    isFull,
  );
  end(new Error('broken'));
  await assert.rejects(first, /broken/);
  assert.equal(await budget.admit(request(), async () => 'third'), 'third');
  assert.deepEqual(budget.used(), { uploads: 0, bytes: 0 });
});

test('bytes of all uploads together are bounded and given back', async () => {
  const budget = openUploadBudget({ uploads: 10, bytes: 100 });
  const large = request();
  await budget.admit(large, async () => {
    budget.count(large, 60);
    const other = request();
    await assert.rejects(
      budget.admit(other, async () => {
        budget.count(other, 30);
        budget.count(other, 30);
      }),
      isFull,
    );
    assert.deepEqual(budget.used(), { uploads: 1, bytes: 60 });
  });
  budget.count(large, 1_000);
  assert.deepEqual(budget.used(), { uploads: 0, bytes: 0 });
});
