import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { openDb } from '@/server/db/client';
import { AppError, type ProblemCode } from '@/server/problem/appError';
import { problemBody } from '@/server/problem/problemBody';
import { testDatabase } from '@/server/testing/database';
import { registrationAnswer } from './registrationAnswer';

const db = openDb(await testDatabase());
after(() => db.$disconnect());

test('who waits for a model is told at once that it was refused, or that its check was given up', async () => {
  const ends: [string, ProblemCode][] = [
    ['refused', 'unreadable-model'],
    ['failed', 'unavailable'],
  ];
  for (const [status, code] of ends) {
    const id = randomUUID();
    const problem = problemBody(new AppError(code, 'why'));
    await db.registration.create({ data: { id, sha256: 'f00', manifest: {}, status, problem } });
    await assert.rejects(
      registrationAnswer(db, { state: 'checking', registrationId: id }),
      (error) => error instanceof AppError && error.code === code && error.message === 'why',
    );
  }
});
