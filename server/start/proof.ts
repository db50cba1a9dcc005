import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EDIT_VERSION } from '@/server/edit/edit';
import { EVIDENCE_VERSION } from '@/server/evidence/evidenceLine';
import type { PhantomMode } from '@/server/phantom/study';
import { MODES } from '@/server/proof/arms';
import { figureText } from '@/server/proof/figureText';
import { modelCards } from '@/server/proof/modelCard';
import { proofPage } from '@/server/proof/proofPage';
import type { ProofReport } from '@/server/proof/proofReport';
import { runProof } from '@/server/proof/runProof';
import { FULL, JUDGED_SEEDS, OTHER_SEEDS, QUICK } from '@/server/proof/seeds';
import { STATISTICS_VERSION } from '@/server/queries/statisticsVersion';
import type { Settings } from '@/server/settings';
import { assetsDir, skipWithoutAssets } from '@/server/testing/assets';
import { commit } from './commit';
import { say } from './progress.mjs';
import { root } from './root';
import { takeSignals } from './shutdown';
import { errorLine, StartError } from './startError';

/** Rendering and scoring gain little from more threads than the machine that the times are told of has. */
const MOST_THREADS = 4;

/**
 * `npm run proof`: the gates on phantoms and the real data, three judged seeds; writes docs/proof.json, docs/proof.md
 * and the cards of the gate models.
 * `--quick` takes one seed, `--only LOCAL,GLOBAL` some modes, `--seed 10000000` other seeds; these write nothing unless
 * `--report <folder>` says where, since they would replace a better report. Fails when a gate fails.
 */
export async function proof(settings: Settings, args: string[]): Promise<void> {
  const asked = readArguments(args);
  const shutdown = takeSignals(say, settings.byNpm);
  const began = Date.now();
  try {
    const stopped = shutdown.asked.then(() => {
      throw new StartError('proof: stopped, nothing was written');
    });
    const running = runProof({
      ...{ seeds: asked.seeds, modes: asked.modes, sizes: asked.quick ? QUICK : FULL },
      threads: Math.min(MOST_THREADS, Math.max(2, availableParallelism())),
      assets: skipWithoutAssets === false ? assetsDir : null,
      whyNoAssets: skipWithoutAssets === false ? '' : skipWithoutAssets,
      ...{ say, signal: shutdown.signal },
    });
    // What a stopped run still throws is told by `stopped`.
    running.catch(() => {});
    const findings = await Promise.race([running, stopped]);
    const report = { ...headOf(asked, args, (Date.now() - began) / 1000), ...findings };
    tell(report);
    if (asked.report !== null) write(asked.report, report);
    if (asked.isWhole) writeCards(report);
    const failed = report.gates.filter(({ passes }) => passes === false).map(({ id }) => id);
    const wrong = report.verdicts.filter(({ passes }) => !passes).map(({ arm, seed }) => `${arm} ${seed}`);
    if (failed.length + wrong.length > 0)
      throw new StartError(
        `proof: gates that fail: ${failed.join(', ')}; wrong verdicts: ${wrong.join(', ') || 'none'}`,
      );
  } finally {
    await shutdown.run();
  }
}

type Asked = {
  quick: boolean;
  modes: PhantomMode[];
  seeds: number[];
  areJudged: boolean;
  isWhole: boolean;
  report: string | null;
};

function readArguments(args: string[]): Asked {
  try {
    const options = {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      seed: { type: 'string' },
      report: { type: 'string' },
    } as const;
    const { quick, only, seed, report } = parseArgs({ args, options }).values;
    const modes = only === undefined ? [...MODES] : only.split(',').map(modeOf);
    const seeds = seed === undefined ? JUDGED_SEEDS.slice(0, quick ? 1 : undefined) : seed.split(',').map(seedOf);
    const isWhole = !quick && only === undefined && seed === undefined && report === undefined;
    const folder = isWhole ? join(root, 'docs') : report === undefined ? null : resolve(report);
    return { quick, modes, seeds, areJudged: seed === undefined, isWhole, report: folder };
  } catch (error) {
    throw new StartError(`npm run proof: ${errorLine(error)}`);
  }
}

function modeOf(text: string): PhantomMode {
  const mode = MODES.find((known) => known === text);
  if (mode === undefined) throw new RangeError(`--only ${text}: there are ${MODES.join(', ')}`);
  return mode;
}

function seedOf(text: string): number {
  const seed = Number(text);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`--seed ${text}: a whole number`);
  return seed;
}

function headOf({ quick, modes, seeds, areJudged }: Asked, args: string[], seconds: number) {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/onnxruntime-node/package.json'), 'utf8'));
  return {
    version: 'proof-1' as const,
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    commit: commit(root),
    command: ['npm run proof', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
    form: quick ? ('quick' as const) : ('full' as const),
    modes,
    seconds: Math.round(seconds),
    machine: `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`,
    versions: {
      Node: process.version,
      onnxruntime: String(version),
      evidence: EVIDENCE_VERSION,
      edits: EDIT_VERSION,
      statistics: STATISTICS_VERSION,
    },
    seeds: { judged: seeds, areJudged, others: OTHER_SEEDS },
  };
}

function tell({ gates, verdicts, seconds }: ProofReport): void {
  for (const { id, checks } of gates) {
    for (const { arm, what, threshold, worst, unit, passes, note } of checks) {
      if (passes === null && note?.startsWith('left out') === true) continue;
      const word = passes === null ? `not run (${note ?? 'no figure'})` : passes ? 'passes' : 'FAILS';
      say(`${id.padEnd(8)} ${word}  ${arm}: ${what} ${figureText(worst, unit)}, ${threshold}`);
    }
  }
  const right = verdicts.filter(({ passes }) => passes).length;
  say(`${right} of ${verdicts.length} verdicts as expected; ${seconds} s`);
}

/** Whole or not at all. */
function write(folder: string, report: ProofReport): void {
  mkdirSync(folder, { recursive: true });
  const files = { 'proof.json': `${JSON.stringify(report, null, 1)}\n`, 'proof.md': proofPage(report) };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `.${name}.part`), text);
  for (const name of Object.keys(files)) renameSync(join(folder, `.${name}.part`), join(folder, name));
  say(
    `written: ${Object.keys(files)
      .map((name) => join(folder, name))
      .join(', ')}`,
  );
}

function writeCards(report: ProofReport): void {
  for (const [folder, text] of modelCards(report)) writeFileSync(join(root, 'models', folder, 'card.md'), text);
}
