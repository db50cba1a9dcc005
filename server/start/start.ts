import { watch } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '@/server/settings';
import { baseUrl, portLine } from './address';
import { buildIfStale, generate } from './build';
import { childSpecs } from './children';
import { claimDatabase, readyDatabase } from './database';
import { prepareDataFolder } from './dataFolder';
import { migrate } from './migrate';
import { portProblem } from './ports';
import { say, step } from './progress.mjs';
import { root } from './root';
import { Interrupted, type Shutdown, takeSignals } from './shutdown';
import { StartError } from './startError';
import { type Supervisor, supervise } from './supervisor';
import { webAnswers } from './webAnswers';

/** `npm start` and `npm run dev`: runs until it is told to stop, and leaves no process behind. */
export async function start(settings: Settings, mode: 'production' | 'development'): Promise<void> {
  const shutdown = takeSignals(say, settings.byNpm);
  try {
    await bringUp(settings, mode, shutdown);
    await shutdown.asked;
  } catch (error) {
    if (!shutdown.signal.aborted) throw error;
    if (!(error instanceof Interrupted || error instanceof StartError)) throw error;
  } finally {
    await shutdown.run();
  }
  say('stopped');
}

async function bringUp(settings: Settings, mode: 'production' | 'development', shutdown: Shutdown): Promise<void> {
  const url = baseUrl(settings.host, settings.port);
  prepareDataFolder(settings.dataDir);
  await claimDatabase(settings, shutdown);
  const problem = await portProblem(settings.port, settings.host);
  if (problem) throw new StartError(portLine(settings.host, settings.port, problem));
  if (mode === 'production') await buildIfStale(shutdown.signal);
  else await generate(shutdown.signal);
  shutdown.check();
  const databaseUrl = await readyDatabase(settings, shutdown);
  shutdown.check();
  await step('migrating the database', () => migrate(databaseUrl, (line) => say(`  ${line}`)));
  shutdown.check();
  const supervisor = supervise(childSpecs(settings, databaseUrl, mode), say);
  shutdown.add(() => supervisor.stop(), supervisor.kill);
  if (mode === 'development') shutdown.add(restartOnChange(supervisor));
  const answers = await step('starting web and worker', () => webAnswers(url, shutdown.signal));
  if (!answers) return;
  // Loaded here and not above: it needs the generated database client, which a fresh checkout gets in between.
  const { welcome } = await import('./welcome');
  say(await welcome(settings, databaseUrl));
}

/** Restarts both children 0.3 s after the last change below server/; pages reload by themselves. */
function restartOnChange(supervisor: Supervisor): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(join(root, 'server'), { recursive: true }, (_event, file) => {
    if (!file?.endsWith('.ts') || file.endsWith('.test.ts') || file.startsWith('start/')) return;
    clearTimeout(timer);
    timer = setTimeout(() => supervisor.restart(), 300);
  });
  return () => watcher.close();
}
