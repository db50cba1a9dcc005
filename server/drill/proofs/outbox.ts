import type { Sightings } from '@/server/drill/listener';
import { pause, type Subject } from '@/server/drill/subject';
import type { Proof } from './proof';

/** The events are numbered 1, 2, 3 … without a gap. */
export async function proveOutbox(subject: Subject): Promise<Proof> {
  const [row] = await subject.query<{ n: number; first: number; newest: number; counter: number }>(
    `select count(*)::int as n, coalesce(min(seq), 0)::int as first, coalesce(max(seq), 0)::int as newest,
       (select last::int from outbox_counter where id = 1) as counter from outbox`,
  );
  const { n = 0, first = 0, newest = 0, counter = 0 } = row ?? {};
  return {
    claim: 'Events are numbered without a gap',
    holds: n > 0 && first === 1 && newest === n && counter === n,
    found: `${n} events, numbers ${first} to ${newest}, counter ${counter}`,
  };
}

/** Every open browser saw every event from its first on, once, in order. Waits for the last one up to 30 s. */
export async function proveBrowsers(subject: Subject, all: readonly Sightings[]): Promise<Proof> {
  const [row] = await subject.query<{ newest: number }>('select last::int as newest from outbox_counter where id = 1');
  const newest = row?.newest ?? 0;
  const lastOf = ({ seen, from }: Sightings) => seen.at(-1) ?? from;
  for (const end = Date.now() + 30_000; Date.now() < end && all.some((one) => lastOf(one) < newest); ) await pause(200);
  const wrong = all.flatMap((one) => sightingProblem(one, newest) ?? []);
  const sum = (of: (one: Sightings) => number) => all.reduce((total, one) => total + of(one), 0);
  const figures = [
    `${sum(({ seen }) => seen.length)} sightings over ${sum(({ connections }) => connections)} connections`,
    `${sum(({ repeats }) => repeats)} repeats dropped, ${sum(({ loads }) => loads)} pages loaded anew`,
    `${wrong.length} browsers wrong${wrong[0] ? ` (${wrong[0]})` : ''}`,
  ];
  return {
    claim: 'Every open browser saw every event once and in order',
    holds: all.length > 0 && wrong.length === 0,
    found: `${all.map(({ name }) => name).join(', ')}: ${figures.join(', ')}`,
  };
}

/** What is wrong with what a browser saw, or null. */
export function sightingProblem({ name, from, seen, resets }: Sightings, newest: number): string | null {
  if (resets > 0) return `${name}: ${resets} resets`;
  const at = seen.findIndex((seq, i) => seq !== from + 1 + i);
  if (at >= 0) return `${name}: ${seen[at]} came where ${from + 1 + at} was due`;
  return from + seen.length === newest ? null : `${name}: ended at ${from + seen.length} of ${newest}`;
}
