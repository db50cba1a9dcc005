import { Worker } from 'node:worker_threads';
import { disableTelemetry } from '@/server/inference/disableTelemetry';
import type { ScoreAnswer, ScoredImage, ScoreTask } from './scoreTask';

/** Threads that render and score; ended by `close`. */
export type ScorePool = {
  score(tasks: readonly ScoreTask[], onImages: (count: number) => void): Promise<ScoredImage[]>;
  close(): Promise<void>;
};

export function openScorePool(threads: number): ScorePool {
  disableTelemetry();
  const workers = Array.from({ length: threads }, startThread);
  return {
    async score(tasks, onImages) {
      const waiting = [...tasks];
      const images: ScoredImage[] = [];
      const serve = async (worker: Worker): Promise<void> => {
        for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
          const found = await ask(worker, task);
          images.push(...found);
          onImages(found.length);
        }
      };
      await Promise.all(workers.map(serve));
      return images.sort((a, b) => a.index - b.index);
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** Under the loader that sources need; the proof is run from the checkout alone. */
function startThread(): Worker {
  const module = JSON.stringify(new URL('./thread.ts', import.meta.url).href);
  const load = `import('tsx/esm/api').then(({ register }) => { register(); return import(${module}); })`;
  return new Worker(load, { eval: true, execArgv: [] });
}

function ask(worker: Worker, task: ScoreTask): Promise<ScoredImage[]> {
  return new Promise((resolve, reject) => {
    const settle = (answer: ScoreAnswer | Error | number): void => {
      worker.off('message', settle).off('error', settle).off('exit', settle);
      if (typeof answer === 'number') reject(new Error('a thread of the proof ended before it was done'));
      else if (answer instanceof Error) reject(answer);
      else if ('error' in answer) reject(new Error(answer.error));
      else resolve(answer.images);
    };
    worker.on('message', settle).on('error', settle).on('exit', settle);
    worker.postMessage(task);
  });
}
