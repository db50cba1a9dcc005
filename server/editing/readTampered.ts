import { isPermanent } from '@/server/pipeline/auditFailure';
import type { PerturbedReading, PerturbTask } from '@/server/pipeline/compute/perturbTask';
import type { Computer } from '@/server/pipeline/compute/task';
import { AppError } from '@/server/problem/appError';
import type { FileStore } from '@/server/store/fileStore';
import { isWhole } from './maskedImages';

export type TamperContext = { computer: Pick<Computer, 'perturb'>; store: Pick<FileStore, 'has'> };

/**
 * Readings of one image with network or image tampered with; a code where it cannot be read, as `file-missing`.
 * @throws AppError conflict for a version without such maps; what may go away by itself
 */
export async function readTampered(
  { computer, store }: TamperContext,
  task: PerturbTask,
): Promise<PerturbedReading[] | string> {
  if (!(await isWhole(store, task.image))) return 'file-missing';
  const answer = await computer.perturb(task).catch((error: unknown) => {
    if (error instanceof AppError && isPermanent(error)) return error.code;
    throw error;
  });
  if (typeof answer === 'string') return answer;
  if (answer.refused === null) return answer.readings;
  throw new AppError('conflict', `${task.classifier.name} has no maps of ${task.request.method}: ${answer.refused}`);
}
