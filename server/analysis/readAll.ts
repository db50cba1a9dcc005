import type { Reading } from './caseQuery';
import type { Progress } from './progress';
import type { Snapshot } from './snapshot';

/** Hands every row on, a chunk at a time with the event loop free in between; answers how many there were. */
export async function readAll<Row extends unknown[]>(
  snapshot: Snapshot,
  { rows, count }: Reading,
  progress: Progress,
  take: (row: Row, total: number) => void,
): Promise<number> {
  const [[total = 0] = []] = await snapshot.all<[number]>(count);
  let done = 0;
  progress.report(done, total);
  for await (const chunk of snapshot.chunks<Row>(rows)) {
    for (const row of chunk) take(row, total);
    done += chunk.length;
    progress.report(done, total);
  }
  return done;
}
