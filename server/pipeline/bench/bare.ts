import { once } from 'node:events';
import { startThread } from '../compute/startThread';

/** A model as its bare forward pass needs it; `dims` without the batch. */
export type BareModel = { bytes: Uint8Array; input: string; output: string; dims: [number, number, number] };

export type Bare = {
  /** Images per second of `each` images by every computer, all at once. */
  rate(each: number): Promise<number>;
  close(): Promise<void>;
};

/** Computers that do nothing but the forward passes of all models, one after the other, on ready tensors. */
export async function openBare(
  models: BareModel[],
  { size, threads, batch }: { size: number; threads: number; batch: number },
): Promise<Bare> {
  const data = { threads, models: models.map((model) => ({ ...model, dims: [batch, ...model.dims] })) };
  const source = new URL('./bareThread.ts', import.meta.url);
  const workers = Array.from({ length: size }, () => startThread('bare.mjs', source, data));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return {
    async rate(each) {
      const times = Math.max(1, Math.round(each / batch));
      const answers = workers.map((worker) => once(worker, 'message'));
      const started = performance.now();
      for (const worker of workers) worker.postMessage(times);
      await Promise.all(answers);
      return (size * times * batch * 1000) / (performance.now() - started);
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
