import { Worker } from 'node:worker_threads';
import { disableTelemetry } from '@/server/inference/disableTelemetry';

/** A thread that may open sessions, as a bundle beside this process's own, or from `source` under the loader that sources need. */
export function startThread(bundle: string, source: URL, workerData: Record<string, unknown>): Worker {
  disableTelemetry();
  if (import.meta.url.endsWith('.mjs')) {
    const execArgv = ['--enable-source-maps'];
    return new Worker(new URL(`./${bundle}`, import.meta.url), { workerData, execArgv });
  }
  const module = JSON.stringify(source.href);
  const load = `import('tsx/esm/api').then(({ register }) => { register(); return import(${module}); })`;
  // The loader is registered above, once; a profiler of the process is to see its threads too.
  const execArgv = process.execArgv.filter((flag) => flag.startsWith('--cpu-prof'));
  return new Worker(load, { eval: true, workerData, execArgv });
}
