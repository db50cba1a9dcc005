import { ARMS, type Arm } from './arms';
import { GATE_ROWS, GATE_TITLES, type GateRow } from './gateRows';
import type { JudgedRun } from './judgedRun';
import type { Limit } from './limit';
import type { GateCheck, ProofGate, RealData } from './proofReport';

/** Why arms have no figures, by name. */
export type Absent = ReadonlyMap<string, string>;

/** Every gate over what was run. One without a figure neither passes nor fails; one that fails once has failed. */
export function gatesOf(runs: readonly JudgedRun[], absent: Absent, real: RealData): ProofGate[] {
  return Object.entries(GATE_TITLES).map(([id, title]) => {
    const rows = GATE_ROWS.filter(({ gate }) => gate === id);
    const checks = id === 'G15' ? percentileChecks(real) : rows.flatMap((row) => checksOf(row, runs, absent));
    return { id, title, passes: together(checks.map(({ passes }) => passes)), checks };
  });
}

/** False where any is false, null where any is not known, else true. */
function together(all: readonly (boolean | null)[]): boolean | null {
  if (all.includes(false)) return false;
  return all.length === 0 || all.includes(null) ? null : true;
}

const checksOf = (row: GateRow, runs: readonly JudgedRun[], absent: Absent): GateCheck[] =>
  ARMS.filter((arm) => row.modes.includes(arm.mode) && (row.role === null || row.role === arm.role)).map((arm) =>
    checkOf(row, arm, runs, absent),
  );

function checkOf(row: GateRow, arm: Arm, runs: readonly JudgedRun[], absent: Absent): GateCheck {
  const own = runs.filter((run) => run.arm.name === arm.name);
  const seeds = own.map((run) => ({ seed: run.seed, ...judgeValue(row.of(run), row.limit) }));
  return {
    ...{ arm: arm.name, mode: arm.mode, role: arm.role, what: row.what, unit: row.unit, threshold: row.limit.text },
    seeds,
    worst: worstOf(
      seeds.map(({ value }) => value),
      row.limit,
    ),
    passes: together(seeds.map(({ passes }) => passes)),
    note: seeds.length === 0 ? (absent.get(arm.name) ?? 'not run') : (row.note?.(own) ?? null),
  };
}

/** A figure that is not a number passes nothing. */
function judgeValue(value: number | null, limit: Limit): { value: number | null; passes: boolean } {
  const told = value !== null && Number.isFinite(value) ? value : null;
  return { value: told, passes: told !== null && limit.margin(told) >= 0 };
}

function worstOf(values: readonly (number | null)[], { margin }: Limit): number | null {
  const told = values.flatMap((value) => value ?? []);
  return told.toSorted((a, b) => margin(a) - margin(b))[0] ?? null;
}

/** The article's percentile ranks, in the predictions of its author's reproduction. */
function percentileChecks({ percentiles, skipped }: RealData): GateCheck[] {
  const known = { arm: 'real data', mode: null, role: null, unit: 'percentile' as const };
  if (percentiles.length === 0) {
    const none = { what: 'percentile ranks', threshold: '97.1 and 87.3', seeds: [], worst: null, passes: null };
    return [{ ...known, ...none, note: skipped }];
  }
  return percentiles.map(({ probability, expected, found }) => ({
    ...known,
    what: `percentile of ${probability * 100} % predicted pneumonia`,
    threshold: `${expected} ± .1`,
    seeds: [],
    worst: found,
    passes: Math.abs(found - expected) <= 0.1,
    note: null,
  }));
}
