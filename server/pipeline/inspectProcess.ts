import { setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { inspectModel } from '@/server/inference/inspectModel';
import { manifest as manifestSchema } from '@/server/model/manifest';
import { AppError } from '@/server/problem/appError';
import { type InspectReply, inspectOrder, SIGNALS } from './inspectReply';

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
const { manifest, milliseconds, memory, parent } = inspectOrder.parse(JSON.parse(whole.toString('utf8', 0, line)));
new Worker(WATCH, {
  eval: true,
  execArgv: [],
  env: {},
  workerData: { milliseconds, memory, parent, signals: SIGNALS },
}).unref();
setPriority(PRIORITY);
const reply = await tried(whole.subarray(line + 1), manifest);
process.send?.(reply, () => process.exit(0));

async function tried(bytes: Uint8Array, given: unknown): Promise<InspectReply> {
  try {
    const { instrumented: _, ...inspection } = await inspectModel(bytes, manifestSchema.parse(given));
    return { inspection };
  } catch (error) {
    if (error instanceof AppError)
      return { problem: { code: error.code, detail: error.message, errors: error.errors } };
    return { unforeseen: error instanceof Error ? error.name : typeof error };
  }
}
