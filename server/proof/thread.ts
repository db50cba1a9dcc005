import { parentPort } from 'node:worker_threads';
import type { Classifier } from '@/server/inference/classifier';
import { openArmModel } from './openArmModel';
import { scoreImages } from './scoreImages';
import type { ScoreAnswer, ScoreTask } from './scoreTask';

// The thread behind `scorePool`: one task at a time, models stay open.

const classifiers = new Map<string, Promise<Classifier>>();

function open(folder: string): Promise<Classifier> {
  const known = classifiers.get(folder) ?? openArmModel(folder);
  classifiers.set(folder, known);
  return known;
}

async function answer(task: ScoreTask): Promise<ScoreAnswer> {
  try {
    return { images: await scoreImages(task, open) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', (task: ScoreTask) => {
  void answer(task).then((message) => parentPort?.postMessage(message));
});
