import { AppError } from '@/server/problem/appError';
import type { ComputeAnswer, Computer, ComputeTask } from './compute/task';

/**
 * Reads an image with all versions at once. When that takes too long it is read with each alone, so that the slow one
 * is known and the others answer. Where every one of several is too slow the image is at fault.
 * @throws what reading the image itself throws
 */
export async function computeVersions(computer: Pick<Computer, 'compute'>, task: ComputeTask): Promise<ComputeAnswer> {
  try {
    return await computer.compute(task);
  } catch (error) {
    if (!isTooSlow(error) || task.classifiers.length === 0) throw error;
    const [only, ...others] = task.classifiers;
    if (others.length === 0 && only !== undefined) return failed(only.name, error);
    const whole: ComputeAnswer = { readings: [], failures: [], masks: [] };
    for (const one of task.classifiers) merge(whole, await alone(computer, { ...task, classifiers: [one] }, one.name));
    if (whole.readings.length === 0 && whole.failures.every((failure) => isTooSlow(failure.error))) throw error;
    return whole;
  }
}

async function alone(computer: Pick<Computer, 'compute'>, task: ComputeTask, version: string): Promise<ComputeAnswer> {
  try {
    return await computer.compute(task);
  } catch (error) {
    if (isTooSlow(error)) return failed(version, error);
    throw error;
  }
}

const isTooSlow = (error: unknown): boolean => error instanceof AppError && error.code === 'too-slow';

const failed = (version: string, error: unknown): ComputeAnswer => ({
  readings: [],
  failures: [{ version, error }],
  masks: [],
});

/** Masks of one source are the same, whoever asked for them. */
function merge(whole: ComputeAnswer, part: ComputeAnswer): void {
  const known = new Set(whole.masks.map(({ source, zone }) => `${source} ${zone}`));
  whole.readings.push(...part.readings);
  whole.failures.push(...part.failures);
  whole.masks.push(...part.masks.filter(({ source, zone }) => !known.has(`${source} ${zone}`)));
}
