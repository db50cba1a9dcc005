import { rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { sendSpoiled } from '@/server/drill/feed';
import type { Field, Inject } from '@/server/drill/field';
import { pause } from '@/server/drill/subject';
import { MAX_ATTEMPTS } from '@/server/queue/job';
import { signal } from '@/server/start/processes';

/** Stops the worker, has an image taken, does `harm` to it while it waits, and lets the worker go on. */
async function whileItWaits({ subject, seed, index, feed }: Field, harm: (id: string) => Promise<void>): Promise<void> {
  const pid = await subject.pidOf('worker');
  signal(pid, 'SIGSTOP');
  try {
    await harm(await sendSpoiled(subject, seed, index, feed));
  } finally {
    signal(pid, 'SIGCONT');
  }
}

/** Spoils the stored file of an image that waits for its reading. */
export function spoilFile(how: 'truncate' | 'remove'): Inject {
  return (field) =>
    whileItWaits(field, async (id) => {
      const [row] = await field.subject.query<{ file: string }>(
        'select file_sha256 as file from instance where id = $1',
        [id],
      );
      const file = row?.file ?? '';
      const path = join(field.subject.dataDir, 'store', file.slice(0, 2), file.slice(2, 4), file);
      if (how === 'remove') rmSync(path);
      else truncateSync(path, 200);
    });
}

/** Resolves at the moment at which a job is taken; looked at from inside the database, which is the fastest. */
const UNTIL_TAKEN = `do $$ begin
  for i in 1..5000 loop
    exit when exists (select 1 from graphile_worker._private_jobs where key = '%' and locked_at is not null);
    perform pg_sleep(0.002);
  end loop;
end $$`;

/** Leaves one try to the job of a waiting image, and kills the worker in the middle of it. */
export const killAtLastTry: Inject = async (field) => {
  const { subject } = field;
  let taken: Promise<unknown> = Promise.resolve();
  let key = '';
  await whileItWaits(field, async (id) => {
    key = `audit-instance:${id}`;
    await subject.query('update graphile_worker._private_jobs set attempts = $2 where key = $1', [
      key,
      MAX_ATTEMPTS - 1,
    ]);
    taken = subject.query(UNTIL_TAKEN.replace('%', key));
    await pause(200);
  });
  await taken;
  signal(subject.pidNow('worker'), 'SIGKILL');
  const left = await subject.query('select 1 from graphile_worker._private_jobs where key = $1', [key]);
  if (left.length === 0) throw new RangeError('the job was done before the worker could be killed');
};
