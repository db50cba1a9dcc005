import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { openFileStore } from '@/server/store/fileStore';
import { openComputer } from './openComputer';
import { toSent } from './sentError';
import type { ComputeAnswer, ComputeTask } from './task';

// One thread of the pool: takes tasks, several at a time, and answers each by its number.

/** From the pool of this very process, so it is not parsed a second time. */
type Asked = { number: number; task: ComputeTask };

const { storeRoot, threads } = z.object({ storeRoot: z.string(), threads: z.number() }).parse(workerData);
const computer = openComputer(openFileStore(storeRoot), threads);

parentPort?.on('message', (asked: Asked | null) => {
  // Told to end: it does so by itself when nothing is left to do, so that a profile of it can be written.
  if (asked === null) return parentPort?.close();
  const { number, task } = asked;
  return computer.compute(task).then(
    (answer) => parentPort?.postMessage({ number, answer: sendable(answer) }),
    (error: unknown) => parentPort?.postMessage({ number, error: toSent(error) }),
  );
});

const sendable = ({ failures, ...answer }: ComputeAnswer) => ({
  ...answer,
  failures: failures.map(({ version, error }) => ({ version, error: toSent(error) })),
});
