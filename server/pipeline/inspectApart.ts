import { type ChildProcess, spawn } from 'node:child_process';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@/server/problem/appError';
import { type Inspected, type InspectOrder, inspectReply, SIGNALS } from './inspectReply';
import { packTrial, type Trial } from './trial';

export type InspectLimits = { milliseconds: number; memory: number };

/** A sound model takes a second or two; the rest is for a machine that is busy with everything else. */
const SECONDS = 60;

/** Once more when the process was killed by somebody else, who was not the model's fault. */
const TRIES = 2;

/** JavaScript's own heap, MB: graphs of a hundred thousand nodes fit; values lie outside it. */
const HEAP_MB = 1024;

/**
 * Memory that a model may take while it is tried: its bytes are held about six times (file, decoded, extended, and the
 * runtime's copies of both), and what it computes must fit beside. Never most of the machine.
 */
const limitsFor = (bytes: Uint8Array): InspectLimits => ({
  milliseconds: SECONDS * 1000,
  memory: Math.min(2e9 + 6 * bytes.length, 0.6 * totalmem()),
});

/**
 * `inspectModel` in a process of its own, with an end to its time and memory: a hostile or slow model is refused, and
 * takes nothing down with it. With a `trial` it is also tried on images; `manifest` may then be a name alone. At most `SECONDS` and a little; other jobs go on meanwhile.
 * @throws AppError `unreadable-model`, also when it took too long, too much memory, or crashed the runtime
 */
export async function inspectApart(
  bytes: Uint8Array,
  manifest: unknown,
  limits: InspectLimits = limitsFor(bytes),
  trial: Trial | null = null,
): Promise<Inspected> {
  const { order, parts } = trial === null ? { order: null, parts: [bytes] } : packTrial(bytes, trial);
  let end: Ending = { answer: undefined, signal: null, code: 0 };
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    end = await runOnce(parts, { ...limits, manifest, parent: process.pid, trial: order });
    if (end.answer !== undefined) return inspectedOf(end.answer);
    const reason = whyEnded(end, limits);
    if (reason !== null) throw refusal(reason);
  }
  throw refusal(`the process that tries it was ended ${TRIES} times (${end.signal ?? `code ${end.code}`})`);
}

function refusal(detail: string): AppError {
  return new AppError('unreadable-model', `the model cannot be tried: ${detail}`, {
    errors: [{ path: 'model', detail }],
  });
}

function inspectedOf(answer: unknown): Inspected {
  const reply = inspectReply.parse(answer);
  if ('inspection' in reply) return reply.inspection;
  if ('unforeseen' in reply) throw refusal(`it cannot be followed (${reply.unforeseen})`);
  const { code, detail, errors } = reply.problem;
  throw new AppError(code, detail, { errors });
}

type Ending = { answer: unknown; signal: NodeJS.Signals | null; code: number | null };

/** Why the process ended without an answer, as far as that is the model's doing; null when it was not. */
function whyEnded({ signal, code }: Ending, { milliseconds, memory }: InspectLimits): string | null {
  if (signal === SIGNALS.time)
    return `it took longer than ${milliseconds / 1000} s to be loaded and run on two test images`;
  if (signal === SIGNALS.memory) return `it took more than ${(memory / 1e9).toFixed(1)} GB of memory`;
  const crashed = signal !== null && ['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGTRAP'].includes(signal);
  // 134: an abort that a shell or libc reported as an exit.
  return crashed || code === 134 ? 'the runtime crashed on it, or ran out of memory' : null;
}

/** The bundle beside ours in production, the source under tsx otherwise. */
function programArguments(): string[] {
  const heap = `--max-old-space-size=${HEAP_MB}`;
  return import.meta.filename.endsWith('.mjs')
    ? [heap, join(import.meta.dirname, 'inspect.mjs')]
    : [heap, '--import', 'tsx', join(import.meta.dirname, 'inspectProcess.ts')];
}

function runOnce(parts: readonly Uint8Array[], order: InspectOrder): Promise<Ending> {
  // Nothing of our environment: no database, no key. What native code prints is not for our log.
  const child = spawn(process.execPath, programArguments(), {
    env: { NODE_ENV: 'production', ORT_DISABLE_TELEMETRY: '1' },
    stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
  });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  return settled(child, parts, order).finally(() => {
    process.off('exit', kill);
    kill();
  });
}

/** Twice the child's own time for a machine so busy that its watch does not run: then it is ended from here. */
function settled(child: ChildProcess, parts: readonly Uint8Array[], order: InspectOrder): Promise<Ending> {
  return new Promise((resolve, reject) => {
    let answer: unknown;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, 2 * order.milliseconds);
    child.once('message', (message) => {
      answer = message;
    });
    child.once('error', (cause) => {
      clearTimeout(timer);
      reject(new AppError('unavailable', 'the process that tries models cannot be started', { cause }));
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      resolve({ answer, code, signal: late ? SIGNALS.time : signal });
    });
    // A process that has ended does not take the rest; its end says why.
    child.stdin?.on('error', () => undefined);
    child.stdin?.write(`${JSON.stringify(order)}\n`);
    for (const part of parts) child.stdin?.write(part);
    child.stdin?.end();
  });
}
