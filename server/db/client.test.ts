import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '@/server/testing/database';
import { openDb } from './client';

const db = openDb(await testDatabase());
after(() => db.$disconnect());

test('a process that stands still in a transaction keeps others waiting for a minute at most', async () => {
  const [row] = await db.$queryRaw<{ limit: string }[]>`
    select current_setting('idle_in_transaction_session_timeout') as limit`;
  assert.equal(row?.limit, '1min');
});
