import { setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { askGolden } from '@/server/inference/askGolden';
import { inspectModel } from '@/server/inference/inspectModel';
import { proposedManifest } from '@/server/inference/proposedManifest';
import { runtimeName } from '@/server/inference/runtimeName';
import { manifest as manifestSchema } from '@/server/model/manifest';
import { AppError } from '@/server/problem/appError';
import { type InspectReply, inspectOrder, SIGNALS } from './inspectReply';
import { runTrial } from './runTrial';
import { type TrialOrder, unnamedManifest, unpackTrial } from './trial';

// Composition root of the process that tries one uploaded model and ends: `inspectApart` starts it, feeds it on stdin
// (one line of JSON, then the file) and waits for one message. It knows no database, no store and no secret.

/** Below the worker's other jobs: a model that computes for a minute must not slow down what arrives meanwhile. */
const PRIORITY = 10;

/**
 * Ends the process from a thread of its own, since a model that runs blocks every timer of the first one: when time or
 * memory is used up, and when the parent is gone, which a kill -9 of it would not tell.
 */
const WATCH = `
const { workerData: { milliseconds, memory, parent, signals } } = require('node:worker_threads');
const end = Date.now() + milliseconds;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  if (process.memoryUsage.rss() > memory) process.kill(process.pid, signals.memory);
  if (Date.now() > end) process.kill(process.pid, signals.time);
}, 25);
`;

const input: Buffer[] = [];
for await (const chunk of process.stdin) input.push(chunk);
const whole = Buffer.concat(input);
const line = whole.indexOf(10);
const { manifest, milliseconds, memory, parent, trial } = inspectOrder.parse(
  JSON.parse(whole.toString('utf8', 0, line)),
);
new Worker(WATCH, {
  eval: true,
  execArgv: [],
  env: {},
  workerData: { milliseconds, memory, parent, signals: SIGNALS },
}).unref();
setPriority(PRIORITY);
const reply = await tried(whole.subarray(line + 1), manifest, trial ?? null);
process.send?.(reply, () => process.exit(0));

async function tried(rest: Uint8Array, given: unknown, order: TrialOrder | null): Promise<InspectReply> {
  try {
    const { model: bytes, trial: on } = order === null ? { model: rest, trial: null } : unpackTrial(rest, order);
    const { manifest: sent, assumed, proposed } = sentOrProposed(bytes, given);
    const { instrumented: _, ...found } = await inspectModel(bytes, sent);
    const inspection = { ...found, assumed: [...assumed, ...found.assumed] };
    // One that cannot be asked for them is registered all the same, and asked at the next start.
    const golden = await askGolden(bytes, inspection.manifest, runtimeName()).catch(() => null);
    const trial = on === null ? null : { ...(await runTrial(bytes, inspection.manifest, on)), proposed };
    return { inspection: { ...inspection, golden, trial } };
  } catch (error) {
    if (error instanceof AppError)
      return { problem: { code: error.code, detail: error.message, errors: error.errors } };
    return { unforeseen: error instanceof Error ? error.name : typeof error };
  }
}

/** The manifest, or one made up where only a name was given. */
function sentOrProposed(bytes: Uint8Array, given: unknown) {
  const sent = manifestSchema.safeParse(given);
  const unnamed = unnamedManifest.safeParse(given);
  if (sent.success || !unnamed.success) return { manifest: manifestSchema.parse(given), assumed: [], proposed: false };
  return { ...proposedManifest(bytes, unnamed.data.name), proposed: true };
}
