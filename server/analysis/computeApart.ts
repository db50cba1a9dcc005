import { Worker } from 'node:worker_threads';
import { AppError } from '@/server/problem/appError';
import type { ApartAnswer, ApartInput, ApartOutput, ApartTask, ApartWork } from './apartTask';

/**
 * Does arithmetic that takes seconds in a thread of its own, so that the worker goes on with its images. The arrays are
 * copied into it; it is ended when `signal` aborts.
 * @throws the signal's reason, or what the arithmetic threw
 */
export function computeApart<Work extends ApartWork>(
  work: Work,
  input: ApartInput[Work],
  signal: AbortSignal,
): Promise<ApartOutput[Work]> {
  signal.throwIfAborted();
  const thread = startThread();
  return new Promise<ApartOutput[Work]>((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    signal.addEventListener('abort', stop);
    thread.on('message', (answer: ApartAnswer<Work>) => {
      if ('output' in answer) resolve(answer.output);
      else reject(answer.range ? new RangeError(answer.message) : new Error(answer.message));
    });
    thread.on('error', reject);
    thread.on('exit', () => reject(new AppError('unavailable', 'the arithmetic ended before it was done: ask again')));
    thread.postMessage({ work, input } satisfies ApartTask<Work>);
  }).finally(() => void thread.terminate());
}

/** As a bundle beside this process's own, or from the source under the loader that sources need. */
function startThread(): Worker {
  if (import.meta.url.endsWith('.mjs')) {
    return new Worker(new URL('./analysis.mjs', import.meta.url), { execArgv: ['--enable-source-maps'] });
  }
  const module = JSON.stringify(new URL('./thread.ts', import.meta.url).href);
  const load = `import('tsx/esm/api').then(({ register }) => { register(); return import(${module}); })`;
  return new Worker(load, { eval: true, execArgv: [] });
}
