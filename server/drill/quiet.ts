import { pause, type Subject } from './subject';

/**
 * Waits until nothing is left to do: no job but dead ones. Tries that would wait for minutes are made now.
 * False when that is not so within `limitMs`.
 */
export async function untilQuiet(subject: Subject, limitMs: number): Promise<boolean> {
  for (const end = Date.now() + limitMs; Date.now() < end; await pause(500)) {
    await subject.query(
      'update graphile_worker._private_jobs set run_at = now() where locked_at is null and attempts < max_attempts and run_at > now()',
    );
    const [row] = await subject.query<{ jobs: number }>(
      'select count(*)::int as jobs from graphile_worker._private_jobs where attempts < max_attempts or locked_at is not null',
    );
    if (row?.jobs === 0 && (await subject.isReady())) return true;
  }
  return false;
}

/** Waits until it takes work again; how long that took in ms, or null when it did not within `limitMs`. */
export async function untilReady(subject: Subject, limitMs: number): Promise<number | null> {
  const began = Date.now();
  while (Date.now() - began < limitMs) {
    const all = (['web', 'worker', 'postgres'] as const).every((role) => subject.pidNow(role) > 0);
    if (all && (await subject.isReady())) return Date.now() - began;
    await pause(50);
  }
  return null;
}
