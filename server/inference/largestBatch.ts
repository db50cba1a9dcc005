import type { ModelInput } from '@/server/model/manifest';
import { AppError } from '@/server/problem/appError';
import { PROBE_SEEDS, probe } from './openExplained';
import type { ReadModel } from './openModel';
import type { ModelSession, Values } from './session';

/** Images at once where the graph leaves it open: one session gained nothing beyond four. */
const FREE_BATCH = 4;

/** Answers to an image alone and beside another may differ by this, relative above 1. */
const TOLERANCE = 1e-3;

/**
 * How many images a model is best sent at once: its fixed batch; where it leaves that open, four, if it answers two
 * probes together as it answers them alone. Some exports declare a free batch and compute with one.
 */
export async function largestBatch(
  session: ModelSession,
  read: ReadModel,
  input: ModelInput,
  outputs: string[],
): Promise<number> {
  const fixed = read.input.dims?.[0] ?? null;
  if (fixed !== null) return fixed;
  const [name] = outputs;
  if (name === undefined) return 1;
  const probes = PROBE_SEEDS.map((seed) => probe(read.input.name, input, seed));
  const alone: Values[] = [];
  for (const feed of probes) alone.push(...(await session.run(feed, [name])));
  const [first, ...rest] = probes;
  if (first === undefined) return 1;
  const values = Float32Array.from(probes.flatMap((feed) => [...feed.values]));
  try {
    const [both] = await session.run({ ...first, dims: [rest.length + 1, ...first.dims.slice(1)], values }, [name]);
    const expected = alone.flatMap((answer) => [...answer.values]);
    const agrees =
      both?.values.length === expected.length &&
      expected.every(
        (value, i) => Math.abs(value - (both.values[i] ?? Number.NaN)) <= TOLERANCE * Math.max(1, Math.abs(value)),
      );
    return agrees ? FREE_BATCH : 1;
  } catch (error) {
    if (error instanceof AppError) return 1;
    throw error;
  }
}
