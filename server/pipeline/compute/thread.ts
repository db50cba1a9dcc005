import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { openFileStore } from '@/server/store/fileStore';
import { openComputer } from './openComputer';
import type { Said } from './reply';
import { toSent } from './sentError';
import type { ComputeAnswer, Order } from './task';

// One thread of the pool: takes tasks, several at a time, and answers each by its number.

/** From the pool of this very process, so it is not parsed a second time. */
type Asked = { number: number; order: Order };

const { storeRoot, threads } = z.object({ storeRoot: z.string(), threads: z.number() }).parse(workerData);
const computer = openComputer(openFileStore(storeRoot), threads);

parentPort?.on('message', (asked: Asked | null) => {
  // Told to end: it does so by itself when nothing is left to do, so that a profile of it can be written.
  if (asked === null) return parentPort?.close();
  const { number, order } = asked;
  return answer(order).then(
    (said) => parentPort?.postMessage({ number, said }),
    (error: unknown) => parentPort?.postMessage({ number, error: toSent(error) }),
  );
});

async function answer(order: Order): Promise<Said> {
  switch (order.kind) {
    case 'compute':
      return { kind: order.kind, answer: sendable(await computer.compute(order.task)) };
    case 'edit':
      return { kind: order.kind, answer: await computer.edit(order.task) };
    case 'perturb':
      return { kind: order.kind, answer: await computer.perturb(order.task) };
    case 'saliency':
      return { kind: order.kind, answer: await computer.saliency(order.task) };
  }
}

const sendable = ({ failures, ...rest }: ComputeAnswer) => ({
  ...rest,
  failures: failures.map(({ version, error }) => ({ version, error: toSent(error) })),
});
