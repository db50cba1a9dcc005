import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { openSession } from '@/server/inference/session';

// One thread that does nothing but `session.run` on ready tensors, as many times as it is asked to.

const model = z.object({
  bytes: z.instanceof(Uint8Array),
  input: z.string(),
  output: z.string(),
  dims: z.array(z.number()),
});
const { models, threads } = z.object({ models: z.array(model), threads: z.number() }).parse(workerData);

const runs = await Promise.all(
  models.map(async ({ bytes, input, output, dims }) => {
    const session = await openSession(bytes, { threads });
    const count = dims.reduce((product, dim) => product * dim, 1);
    const values = Float32Array.from({ length: count }, (_, i) => Math.sin(i));
    return () => session.run({ name: input, dims, values }, [output]);
  }),
);
for (const run of runs) await run();

parentPort?.on('message', async (times: number) => {
  const started = performance.now();
  for (let i = 0; i < times; i++) for (const run of runs) await run();
  parentPort?.postMessage(performance.now() - started);
});
parentPort?.postMessage(0);
