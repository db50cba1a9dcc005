import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type DrillResult, runDrill } from '@/server/drill/drill';
import { FAULT_KINDS, type FaultKind } from '@/server/drill/faultKind';
import { drillReport } from '@/server/drill/report';
import type { Settings } from '@/server/settings';
import { buildIfStale } from './build';
import { commit } from './commit';
import { prepareDataFolder } from './dataFolder';
import { say } from './progress.mjs';
import { root } from './root';
import { takeSignals } from './shutdown';
import { errorLine, StartError } from './startError';

/** A report of fewer faults than this would replace a better one. */
const WORTH_KEEPING = 100;

/**
 * `npm run drill -- --faults 100 --seed 1`: hurts a product of its own and proves that nothing is lost, doubled or
 * missed. `--only kill-web,full-disk` chooses kinds, `--no-browser` leaves Chromium out, `--report <file>` says where
 * the report goes (docs/reliability.md from 100 faults on, else nowhere).
 */
export async function drill(settings: Settings, args: string[]): Promise<void> {
  const { faults, seed, kinds, browser, report } = readArguments(args);
  if (process.platform !== 'linux') throw new StartError('the drill finds processes in /proc: it needs Linux');
  const shutdown = takeSignals(say, settings.byNpm);
  try {
    prepareDataFolder(join(root, '.data'));
    await buildIfStale(shutdown.signal);
    const { chromiumPath } = settings;
    const stopped = shutdown.asked.then(() => {
      throw new StartError('drill: stopped');
    });
    const running = runDrill({ faults, seed, kinds, browser, chromiumPath, shutdown, say });
    const result = await Promise.race([running, stopped]);
    tell(result);
    if (report !== null) writeFileSync(report, drillReport(headOf(seed), result));
    const failed = result.proofs.filter(({ holds }) => !holds).length;
    if (failed > 0) throw new StartError(`drill: ${failed} proofs fail; what the product said is in ${result.log}`);
  } finally {
    await shutdown.run();
  }
}

function readArguments(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      allowNegative: true,
      options: {
        faults: { type: 'string', default: '100' },
        seed: { type: 'string', default: '1' },
        only: { type: 'string' },
        browser: { type: 'boolean', default: true },
        report: { type: 'string' },
      },
    });
    const faults = wholeNumber('faults', values.faults, 1);
    const kept = faults >= WORTH_KEEPING ? join(root, 'docs/reliability.md') : null;
    return {
      faults,
      seed: wholeNumber('seed', values.seed, 0),
      kinds: values.only === undefined ? FAULT_KINDS : values.only.split(',').map(kindOf),
      browser: values.browser,
      report: values.report === undefined ? kept : resolve(values.report),
    };
  } catch (error) {
    throw new StartError(`npm run drill: ${errorLine(error)}`);
  }
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least)
    throw new RangeError(`--${name} ${text}: a whole number from ${least}`);
  return value;
}

function kindOf(text: string): FaultKind {
  const kind = FAULT_KINDS.find((known) => known === text);
  if (kind === undefined) throw new RangeError(`--only ${text}: there are ${FAULT_KINDS.join(', ')}`);
  return kind;
}

function tell({ records, proofs, untried, seconds }: DrillResult): void {
  say(`${records.length} faults in ${Math.round(seconds)} s`);
  for (const { claim, holds, found } of proofs) say(`${holds ? 'holds' : 'FAILS'}  ${claim}: ${found}`);
  for (const line of untried) say(`not tried here: ${line}`);
}

function headOf(seed: number) {
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    commit: commit(root),
    seed,
    machine: `${cpus().length} cores, load average ${Math.round(loadavg()[2] ?? 0)} (15 min), Node ${process.version}`,
  };
}
