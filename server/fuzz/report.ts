import type { Attack } from './attackProduct';
import type { Proof } from './proofs';
import type { Fault, ParserRun } from './runParsers';
import type { Watched } from './watchProduct';

/** Bounds on resident memory while all that arrives is tried, largest images included. */
export const MOST_BYTES = { web: 2_500_000_000, worker: 3_500_000_000 };

/** Longest that /healthz may take. */
export const MOST_HEALTH_MS = 1_000;

/** And while hundreds of requests arrive at the same moment. */
export const MOST_HEALTH_CROWD_MS = 5_000;
export const CROWD = 'crowds';

/** What the watch has seen, as proofs. */
export function watchProofs({ healthSlowest, healthFailed, peak, pids }: Watched): Proof[] {
  const memory = (['web', 'worker'] as const).map((name) => ({
    name: `memory of ${name} at most ${MOST_BYTES[name] / 1e9} GB`,
    holds: peak[name] < MOST_BYTES[name],
    found: peak[name] === 0 ? 'not to be seen on this system' : `highest ${Math.round(peak[name] / 1e6)} MB`,
  }));
  const starts = (['web', 'worker'] as const).map((name) => ({
    name: `${name} is the process that it was`,
    holds: pids[name].length <= 1,
    found: `${pids[name].length} seen`,
  }));
  const health = [...healthSlowest].map(([phase, { wall, own }]) => {
    const most = phase === CROWD ? MOST_HEALTH_CROWD_MS : MOST_HEALTH_MS;
    return {
      name: `/healthz waits at most ${most} ms for the product during ${phase}`,
      holds: own < most && healthFailed === 0,
      found: `${Math.round(own)} ms (${Math.round(wall)} ms by the clock), ${healthFailed} not 200`,
    };
  });
  return [...health, ...memory, ...starts];
}

const counted = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([label, n]) => `${label} ${n}`)
    .join(', ');

export const parserLine = ({ kind, count, codes, slowest }: ParserRun): string =>
  `  ${kind.padEnd(10)} ${String(count).padStart(6)}  ${counted(codes)}; slowest ${Math.round(slowest)} ms`;

export const attackLines = ({ answers }: Attack): string[] =>
  [...answers].sort().map(([what, counts]) => {
    const sent = [...counts.values()].reduce((sum, n) => sum + n, 0);
    return `  ${what.padEnd(10)} ${String(sent).padStart(6)}  ${counted(counts)}`;
  });

export const proofLine = ({ name, holds, found }: Proof): string => `  ${holds ? 'holds' : 'FAILS'}  ${name}: ${found}`;

/** Faults of one kind and cause count as one; the first of them is shown. */
export function faultLines(faults: readonly Fault[]): string[] {
  const groups = new Map<string, Fault[]>();
  for (const fault of faults) {
    const cause = `${fault.kind} ${fault.what.split(':')[0]}`;
    groups.set(cause, [...(groups.get(cause) ?? []), fault]);
  }
  return [...groups.values()].map(([first, ...others]) =>
    first === undefined
      ? ''
      : `  ${first.kind} number ${first.number} of seed ${first.seed} (and ${others.length} more): ${first.what}`,
  );
}
