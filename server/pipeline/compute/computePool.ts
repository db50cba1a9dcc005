import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { AppError } from '@/server/problem/appError';
import type { Reply, Said, SentAnswer } from './reply';
import { fromSent } from './sentError';
import { startThread } from './startThread';
import type { ComputeAnswer, Computer, Order } from './task';

export type PoolOptions = {
  /** How many computers, each with a thread of its own. */
  size: number;
  /** Threads of each model's forward pass. */
  threads: number;
  storeRoot: string;
  /** Milliseconds for one radiograph by all its versions, first opening of the models included. */
  limit: number;
};

/**
 * Tasks that a computer holds at once: while one computes, the file of the next is read and decoded. One alone leaves
 * the core idle meanwhile; three gained nothing over two.
 */
const IN_FLIGHT = 2;

/** Milliseconds that a thread may take to end by itself. */
const END_MS = 2_000;

type Waiting = { order: Order; hear: (said: Said) => void; reject: (error: unknown) => void };
type Thread = { worker: Worker; held: Map<number, Waiting & { timer: NodeJS.Timeout }> };

export type ComputePool = Computer & { close(): Promise<void> };

/**
 * Computers in threads of their own, so that the cores compute while this one talks to the database. A thread that
 * ends in the middle hands its tasks back as `unavailable`, and the next task gets a new one. A radiograph that takes
 * longer than `limit` is refused (`too-slow`) and its thread ended; whatever else that thread held starts anew.
 */
export function openComputePool({ size, threads, storeRoot, limit }: PoolOptions): ComputePool {
  const running = new Set<Thread>();
  const waiting: Waiting[] = [];
  let number = 0;

  const start = (): Thread => {
    const worker = startThread('compute.mjs', new URL('./thread.ts', import.meta.url), { storeRoot, threads });
    const thread: Thread = { worker, held: new Map() };
    worker.on('message', (reply: Reply) => {
      const held = thread.held.get(reply.number);
      if (held === undefined) return;
      clearTimeout(held.timer);
      thread.held.delete(reply.number);
      settle(held, reply);
      assign();
    });
    worker.on('error', (error) => lose(thread, error));
    worker.on('exit', () => lose(thread, null));
    running.add(thread);
    return thread;
  };

  /** Takes a thread out of service; answers what it held. */
  const drop = (thread: Thread): Waiting[] => {
    running.delete(thread);
    const held = [...thread.held.values()];
    for (const { timer } of held) clearTimeout(timer);
    thread.held.clear();
    return held;
  };

  const lose = (thread: Thread, cause: Error | null): void => {
    for (const { reject } of drop(thread)) {
      reject(new AppError('unavailable', 'the thread that read this image ended', { cause }));
    }
    assign();
  };

  const overdue = (thread: Thread, late: Waiting): void => {
    const others = drop(thread).filter((held) => held.order !== late.order);
    void thread.worker.terminate();
    late.reject(new AppError('too-slow', `the image took longer than ${Math.round(limit / 1000)} s to read`));
    waiting.unshift(...others);
    assign();
  };

  const assign = (): void => {
    while (waiting.length > 0) {
      const thread = freest();
      if (!thread) return;
      // Images that somebody waits for go before those that are looked at a second time.
      const first = waiting.findIndex(({ order }) => order.kind === 'compute');
      const [next] = waiting.splice(Math.max(0, first), 1);
      if (next === undefined) return;
      number += 1;
      const timer = setTimeout(() => overdue(thread, next), limit);
      thread.held.set(number, { ...next, timer });
      thread.worker.postMessage({ number, order: next.order });
    }
  };

  const freest = (): Thread | undefined => {
    const [first] = [...running].sort((a, b) => a.held.size - b.held.size);
    if (first?.held.size === 0) return first;
    if (running.size < size) return start();
    return first && first.held.size < IN_FLIGHT ? first : undefined;
  };

  const ask = <Answer>(order: Order, answerOf: (said: Said) => Answer): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const hear = (said: Said): void => {
        try {
          resolve(answerOf(said));
        } catch (error) {
          reject(error);
        }
      };
      waiting.push({ order, hear, reject });
      assign();
    });

  return {
    compute: (task) => ask({ kind: 'compute', task }, (said) => received(ofKind(said, 'compute').answer)),
    edit: (task) => ask({ kind: 'edit', task }, (said) => ofKind(said, 'edit').answer),
    perturb: (task) => ask({ kind: 'perturb', task }, (said) => ofKind(said, 'perturb').answer),
    saliency: (task) => ask({ kind: 'saliency', task }, (said) => ofKind(said, 'saliency').answer),
    async close() {
      const threadsLeft = [...running];
      const unfinished = [...waiting.splice(0), ...threadsLeft.flatMap(drop)];
      for (const { reject } of unfinished) reject(new AppError('unavailable', 'the worker is stopping'));
      await Promise.all(threadsLeft.map(({ worker }) => endThread(worker)));
    },
  };
}

/** Lets it end by itself, but not for long: a forward pass cannot be interrupted. */
async function endThread(worker: Worker): Promise<void> {
  const ended = once(worker, 'exit');
  worker.postMessage(null);
  const timer = setTimeout(() => void worker.terminate(), END_MS);
  await ended;
  clearTimeout(timer);
}

function settle({ hear, reject }: Waiting, { said, error }: Reply): void {
  if (said === undefined) reject(error === undefined ? new Error('a thread said nothing') : fromSent(error));
  else hear(said);
}

const isKind = <Kind extends Said['kind']>(said: Said, kind: Kind): said is Extract<Said, { kind: Kind }> =>
  said.kind === kind;

function ofKind<Kind extends Said['kind']>(said: Said, kind: Kind): Extract<Said, { kind: Kind }> {
  if (!isKind(said, kind)) throw new Error(`a thread answered ${said.kind} to ${kind}`);
  return said;
}

const received = ({ failures, ...answer }: SentAnswer): ComputeAnswer => ({
  ...answer,
  failures: failures.map((failure) => ({ ...failure, error: fromSent(failure.error) })),
});
