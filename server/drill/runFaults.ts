import { errorLine } from '@/server/start/startError';
import { FAULTS, type FaultKind } from './faultKind';
import { INJECT } from './faults/inject';
import type { Field } from './field';
import type { PlannedFault } from './plan';
import { untilReady } from './quiet';
import { pause } from './subject';

/** One fault as it was. */
export type FaultRecord = {
  kind: FaultKind;
  /** From its end until work was taken again, ms; null where the next fault came first. */
  recoveryMs: number | null;
  /** Why it could not be done here. */
  problem: string | null;
  /** False when the product did not take work again in time. */
  back: boolean;
};

/** How long the product may take to come back. */
const MOST_RECOVERY_MS = 120_000;

/** Does one fault after the other. */
export async function runFaults(
  field: Field,
  plan: readonly PlannedFault[],
  say: (line: string) => void,
  check: () => void,
): Promise<FaultRecord[]> {
  const records: FaultRecord[] = [];
  for (const [index, fault] of plan.entries()) {
    check();
    await pause(fault.waitMs);
    const record = await runFault({ ...field, index }, fault);
    records.push(record);
    say(`${String(index + 1).padStart(4)}  ${FAULTS[fault.kind]}: ${wordsFor(record)}`);
  }
  return records;
}

async function runFault(field: Field, fault: PlannedFault): Promise<FaultRecord> {
  const { kind } = fault;
  try {
    await INJECT[kind](field, fault);
  } catch (error) {
    return { kind, recoveryMs: null, problem: errorLine(error), back: true };
  }
  if (!fault.settle) return { kind, recoveryMs: null, problem: null, back: true };
  const recoveryMs = await untilReady(field.subject, MOST_RECOVERY_MS);
  return { kind, recoveryMs, problem: null, back: recoveryMs !== null };
}

function wordsFor({ problem, recoveryMs, back }: FaultRecord): string {
  if (problem !== null) return problem;
  if (!back) return `not back within ${MOST_RECOVERY_MS / 1000} s`;
  return recoveryMs === null ? 'the next one at once' : `back in ${recoveryMs} ms`;
}
